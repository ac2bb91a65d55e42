import Analysis
import ArgumentParser

/// Which kernels count as communication.
struct CommunicationOption: ParsableArguments {
  @Option(
    name: .customLong("communication"), parsing: .singleValue,
    help: ArgumentHelp(
      "A regular expression for kernels that communicate; may be repeated. Replaces the built-in list.",
      valueName: "regex"))
  var communication: [String] = []

  /// Options of a summary with these patterns.
  func summaryOptions() throws -> Summary.Options {
    var options = Summary.Options()
    guard !communication.isEmpty else { return options }
    do {
      options.patterns = try CommunicationPatterns(communication)
    } catch {
      throw Failure(.usage, error.description)
    }
    return options
  }
}

import Analysis
import ArgumentParser

/// How a finding is printed, and where to.
struct OutputOptions: ParsableArguments {
  /// The forms of a finding.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case csv
    case markdown
  }

  @Option(help: "How to print the finding.")
  var format = Format.text

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
  var output: String?

  /// Prints a finding: the finding itself as JSON, or its layout in one of the other forms.
  func print(_ finding: some Encodable, _ report: Report) throws {
    try Self.write(Self.text(finding, report, as: format), to: output)
  }

  /// The text of a finding in a form.
  static func text(_ finding: some Encodable, _ report: Report, as format: Format) throws -> String {
    switch format {
    case .text: report.text
    case .csv: report.csv
    case .markdown: report.markdown
    case .json: try JSONText.encode(finding)
    }
  }

  /// Writes a text to a file, or to standard output where there is none.
  static func write(_ text: String, to output: String?) throws {
    if let output { return try OutputFile.write(text, to: output) }
    let problem = Console.write(text, to: 1)
    // Whoever closed the pipe has seen enough.
    if problem != 0 && !Console.isClosedPipe(problem) {
      throw Failure(.inputOutput, "cannot write to standard output: \(Console.describe(problem))")
    }
  }
}

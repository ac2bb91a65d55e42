import Analysis
import ArgumentParser
import GPU

/// What a finding assumes beyond the trace: which kernels communicate, which GPU, which device.
struct AnalysisOptions: ParsableArguments {
  @Option(
    name: .customLong("communication"), parsing: .singleValue,
    help: ArgumentHelp(
      "A regular expression for kernels that communicate; may be repeated. Replaces the built-in list.",
      valueName: "regex"))
  var communication: [String] = []

  @Option(help: ArgumentHelp("The GPU of the trace to report, by its number.", valueName: "number"))
  var gpu: Int?

  @Option(
    help: ArgumentHelp(
      "The device to assume for occupancy and SM allocation (\(GPUDevice.catalogue.map(\.id).joined(separator: ", "))).",
      valueName: "name"))
  var device: String?

  /// The options for a summary.
  func summaryOptions() throws -> Summary.Options {
    var options = Summary.Options()
    if !communication.isEmpty {
      do {
        options.patterns = try CommunicationPatterns(communication)
      } catch {
        throw Failure(.usage, error.description)
      }
    }
    options.device = gpu
    options.assumedGPU = try device.map { try DeviceOption.named($0) }
    return options
  }
}

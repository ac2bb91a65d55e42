import Analysis
import ArgumentParser
import GPU

/// What a finding assumes beyond the trace: which kernels communicate, which GPU, which device.
struct AnalysisOptions: ParsableArguments {
  @OptionGroup var communication: CommunicationOption

  @Option(help: ArgumentHelp("The GPU of the trace to report, by its number.", valueName: "number"))
  var gpu: Int?

  @Option(
    help: ArgumentHelp(
      "The device to assume for occupancy and SM allocation (\(GPUDevice.catalogue.map(\.id).joined(separator: ", "))).",
      valueName: "name"))
  var device: String?

  /// The options for a summary.
  func summaryOptions() throws -> Summary.Options {
    var options = try communication.summaryOptions()
    options.device = gpu
    options.assumedGPU = try device.map { try DeviceOption.named($0) }
    return options
  }
}

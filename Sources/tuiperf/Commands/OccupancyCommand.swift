import Analysis
import ArgumentParser
import GPU

struct OccupancyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "occupancy",
    abstract: "Compute how many warps of a kernel an SM can hold, and what limits them.")

  @Option(help: "Threads of a CTA.")
  var block: Int

  @Option(help: "Registers a thread.")
  var registers: Int

  @Option(help: "Shared memory a CTA in bytes, static and dynamic.")
  var shared = 0

  @Option(help: "The device.")
  var device = "h800-sxm"

  @OptionGroup var output: OutputOptions

  func run() throws {
    let gpu = try DeviceOption.named(device)
    let report: OccupancyReport
    do {
      report = try OccupancyReport(
        device: gpu, threadsPerCTA: block, registersPerThread: registers, sharedBytes: shared)
    } catch {
      throw Failure(.badInput, "\(error)")
    }
    try output.print(report, report.report)
  }
}

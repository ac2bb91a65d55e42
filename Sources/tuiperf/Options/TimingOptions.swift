import Analysis
public import ArgumentParser
import GPU
import KernelLibrary
public import KernelSimulator
import PTX

/// How a kernel is timed.
struct TimingOptions: ParsableArguments {
  @Option(help: "The device: h800-sxm, h800-pcie or h100-sxm.")
  var device = "h800-sxm"

  @Option(help: ArgumentHelp("Fix the clock of the SMs.", valueName: "MHz"))
  var clock: Double?

  @Option(
    help: ArgumentHelp(
      "How much is simulated: the CTAs of one SM until their time is steady (sm), or all that fall to it (gpu).",
      valueName: "sm|gpu"))
  var detail = KernelTimingOptions.Detail.sm

  /// The parameters of the device.
  func parameters() throws -> KernelTimingParameters {
    let gpu = try DeviceOption.named(device)
    guard let parameters = KernelTimingParameters.of(gpu) else {
      let known = KernelTimingParameters.all.map(\.device.id).joined(separator: ", ")
      throw Failure(.usage, "kernels cannot be timed on \(gpu.id); the timing model knows \(known)")
    }
    return parameters
  }

  /// Times a kernel.
  func time(_ source: KernelSource, _ launch: LaunchOptions) throws -> (profile: KernelProfile, record: KernelRecord?) {
    if let clock, !(clock > 0 && clock < 10_000) { throw Failure(.usage, "--clock takes a number of MHz above 0") }
    let parameters = try self.parameters()
    let options = KernelTimingOptions(detail: detail, clockMegahertz: clock, records: true)
    do {
      let timing: KernelTiming
      var known: (kernel: BundledKernel, shape: KernelShape)?
      if let bundled = source.bundled, launch.isStandard {
        let shape = try source.shape(launch.shape)
        timing = try bundled.timing(shape, parameters: parameters, options: options)
        known = (bundled, shape)
      } else {
        let registers = source.bundled.map { RegisterCount($0.resources.registers, origin: .recorded) }
        timing = try launch.call(source).time(parameters: parameters, registers: registers, options: options)
      }
      let profile = KernelProfile(
        timing, parameters: parameters, text: source.text, sourceFiles: source.module.sourceFiles,
        bundled: known)
      return (profile, timing.record)
    } catch let error as KernelTimingError {
      throw Failure(.badInput, error.description)
    }
  }
}

extension KernelTimingOptions.Detail: ExpressibleByArgument {}

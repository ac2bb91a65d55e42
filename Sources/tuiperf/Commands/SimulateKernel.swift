import Analysis
import ArgumentParser
import GPU
import KernelLibrary
import KernelSimulator

struct SimulateKernel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernel",
    abstract: "Time a kernel of a PTX file, or a bundled one; with --functional run it on real arguments.",
    discussion: """
      Arguments come in the order of the parameters: u32=4096, f32=1.5, bytes=hex:00ff, buffer=zero:4096, \
      buffer=random:4096:f32, buffer=below:4096:u32:100, buffer=@file, tensor=bf16:64x128:64x64:swizzle128:random. A \
      bundled kernel (\(KernelLibrary.all[0].name), ...; --list prints all) has arguments for every --shape.

      Without --functional the kernel is timed on a model of the device, and a part of the grid is simulated in detail; \
      -o FILE.tuiperf writes what its warps did as a trace for `tuiperf FILE.tuiperf`.

      With --functional the exit code is 1 where the kernel did what it must not: accesses out of bounds or misaligned, \
      reads of what nothing has written, barriers that not all threads reach, and with --check-races races in shared \
      memory.
      """)

  @Argument(help: ArgumentHelp("A PTX file, a bundled kernel, or the work of bundled kernels.", valueName: "file|name"))
  var kernel: String?

  @Flag(help: "Print the bundled kernels.")
  var list = false

  @Flag(help: "Run every CTA without a clock, and show what the buffers hold.")
  var functional = false

  @OptionGroup var launch: LaunchOptions
  @OptionGroup var timing: TimingOptions

  @Option(help: "The path of a work: cuda or ptx.")
  var path: String?

  @Flag(help: "Print every buffer after the run as hex.")
  var dumpBuffers = false

  @Flag(help: "Look for races in shared memory.")
  var checkRaces = false

  @Option(help: "Stop after so many warp-instructions; 0 never stops.")
  var maxInstructions = 1_000_000_000

  @OptionGroup var output: TraceOutputOptions

  func run() throws {
    if list { return try output.print(KernelCatalogue(), KernelCatalogue().report) }
    guard let kernel else { throw Failure(.usage, "a PTX file or the name of a bundled kernel is missing") }
    let source = try KernelSource(kernel, path: path, shape: launch.shape)
    try source.reportDiagnostics()
    return functional ? try emulate(source) : try time(source)
  }

  private func time(_ source: KernelSource) throws {
    if dumpBuffers || checkRaces {
      throw Failure(.usage, "buffers and races belong to --functional: with a clock only a part of the grid is run")
    }
    let (profile, record) = try timing.time(source, launch)
    try output.print(profile, profile.report) {
      try KernelTrace.tables([(profile, record)], generator: "tuiperf \(Version.current)")
    }
  }

  private func emulate(_ source: KernelSource) throws {
    let finding: KernelRunFinding
    do {
      let call = try launch.call(source)
      try checkLimits(call)
      let options = EmulatorOptions(
        maximumInstructions: maxInstructions, checksRaces: checkRaces, cores: KernelSource.cores)
      finding = KernelRunFinding(call, try call.run(options), dumpsBuffers: dumpBuffers)
    } catch let error as KernelCallError {
      throw Failure(error)
    }
    try output.print(finding, finding.report)
    if !finding.isClean { throw Failure.failedGate }
  }

  /// Checks the launch against what an SM of the device can hold.
  private func checkLimits(_ call: KernelCall) throws {
    let gpu = try DeviceOption.named(timing.device)
    do {
      _ = try gpu.occupancy(
        threadsPerCTA: call.shape.block.count, registersPerThread: 0,
        sharedBytesPerCTA: call.program.sharedBytes + call.shape.dynamicSharedBytes)
    } catch {
      throw Failure(.badInput, "\(call.program.kernel): \(error)")
    }
  }
}

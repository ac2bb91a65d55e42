import Analysis
import ArgumentParser
import GPU
import KernelLibrary
import KernelSimulator

struct SimulateKernel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernel",
    abstract: "Run a kernel of a PTX file, or a bundled one, on real arguments.",
    discussion: """
      Arguments come in the order of the parameters: u32=4096, f32=1.5, bytes=hex:00ff, buffer=zero:4096, \
      buffer=random:4096:f32, buffer=below:4096:u32:100, buffer=@file, tensor=bf16:64x128:64x64:swizzle128:random. A \
      bundled kernel (\(KernelLibrary.all[0].name), ...; --list prints all) has arguments for every --shape.

      The exit code is 1 where the kernel did what it must not: accesses out of bounds or misaligned, reads of what \
      nothing has written, barriers that not all threads reach, and with --check-races races in shared memory.
      """)

  @Argument(help: ArgumentHelp("A PTX file, a bundled kernel, or the work of bundled kernels.", valueName: "file|name"))
  var kernel: String?

  @Flag(help: "Print the bundled kernels.")
  var list = false

  @Flag(help: "Run without a clock.")
  var functional = false

  @Option(help: "The kernel of a file that has several.")
  var entry: String?

  @Option(help: ArgumentHelp("CTAs, such as 132 or 8x4.", valueName: "x[xy[xz]]"))
  var grid: ExtentOption?

  @Option(help: ArgumentHelp("Threads of a CTA, such as 256 or 32x8.", valueName: "x[xy[xz]]"))
  var block: ExtentOption?

  @Option(help: ArgumentHelp("CTAs of a cluster.", valueName: "x[xy[xz]]"))
  var cluster: ExtentOption?

  @Option(help: "Dynamic shared memory of a CTA in bytes.")
  var dynamicShared: Int?

  @Option(parsing: .singleValue, help: ArgumentHelp("The next argument.", valueName: "argument"))
  var param: [String] = []

  @Option(help: ArgumentHelp("Dimensions of a bundled kernel, such as m=128,n=256,k=64.", valueName: "name=value,..."))
  var shape: String?

  @Option(help: "The path of a work: cuda or ptx.")
  var path: String?

  @Option(help: "The seed of random contents.")
  var seed: UInt64 = 0

  @Flag(help: "Print every buffer after the run as hex.")
  var dumpBuffers = false

  @Flag(help: "Look for races in shared memory.")
  var checkRaces = false

  @Option(help: "Stop after so many warp-instructions; 0 never stops.")
  var maxInstructions = 1_000_000_000

  @Option(help: "The device whose limits hold.")
  var device = "h800-sxm"

  @OptionGroup var output: OutputOptions

  func run() throws {
    if list { return try output.print(KernelCatalogue(), KernelCatalogue().report) }
    guard let kernel else { throw Failure(.usage, "a PTX file or the name of a bundled kernel is missing") }
    guard functional else {
      throw Failure(.usage, "kernels run functionally so far, without a clock: give --functional")
    }
    let source = try KernelSource(kernel, path: path)
    try source.reportDiagnostics()
    let finding: KernelRunFinding
    do {
      let call = try KernelCall(
        module: source.module, entry: entry ?? source.bundled?.entry, shape: try launch(source),
        arguments: try arguments(source), seed: seed, file: KernelSource.contents)
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

  private func launch(_ source: KernelSource) throws -> KernelCall.Shape {
    var launch: KernelCall.Shape
    if let bundled = source.bundled {
      launch = KernelCall.Shape(bundled.launch(try source.shape(shape)))
    } else {
      guard let grid, let block else { throw Failure(.usage, "--grid and --block are needed to run a PTX file") }
      launch = KernelCall.Shape(grid: grid.extent, block: block.extent)
    }
    if let grid { launch.grid = grid.extent }
    if let block { launch.block = block.extent }
    if let cluster { launch.cluster = cluster.extent }
    if let dynamicShared { launch.dynamicSharedBytes = dynamicShared }
    return launch
  }

  private func arguments(_ source: KernelSource) throws -> [KernelArgument] {
    if let bundled = source.bundled, param.isEmpty { return bundled.arguments(try source.shape(shape)) }
    do {
      return try param.map { (text) throws(KernelArgumentError) in try KernelArgument(text) }
    } catch {
      throw Failure(.badInput, error.description)
    }
  }

  /// Checks the launch against what an SM of the device can hold.
  private func checkLimits(_ call: KernelCall) throws {
    let gpu = try DeviceOption.named(device)
    do {
      _ = try gpu.occupancy(
        threadsPerCTA: call.shape.block.count, registersPerThread: 0,
        sharedBytesPerCTA: call.program.sharedBytes + call.shape.dynamicSharedBytes)
    } catch {
      throw Failure(.badInput, "\(call.program.kernel): \(error)")
    }
  }
}

import ArgumentParser
import KernelLibrary
import KernelSimulator

/// How a kernel is launched, and on which arguments.
struct LaunchOptions: ParsableArguments {
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

  @Option(help: "The seed of random contents.")
  var seed: UInt64 = 0

  /// Whether nothing but the shape of a bundled kernel was given.
  var isStandard: Bool {
    grid == nil && block == nil && cluster == nil && dynamicShared == nil && param.isEmpty && seed == 0
  }

  /// The call of a kernel.
  func call(_ source: KernelSource) throws -> KernelCall {
    do {
      return try KernelCall(
        module: source.module, entry: entry ?? source.bundled?.entry, shape: try launch(source),
        arguments: try arguments(source), seed: seed, file: KernelSource.contents)
    } catch let error as KernelCallError {
      throw Failure(error)
    }
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
}

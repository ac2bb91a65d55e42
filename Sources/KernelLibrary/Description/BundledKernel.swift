/// A kernel that comes with the program: its PTX, what it computes, and how to launch it.
public struct BundledKernel: Sendable {
  /// The name, which is also the name of its source, its PTX file and its entry.
  public let name: String
  /// What it does, in plain words.
  public let title: String
  /// The work it does; the paths to the same work share it and, tensor maps aside, take the same buffers.
  public let work: String
  /// How it is written.
  public let path: KernelPath
  /// The dimensions of its work.
  public let dimensions: [KernelDimension]
  /// Its parameters, in order.
  public let parameters: [KernelParameter]
  /// What ptxas reported for it.
  public let resources: RecordedResources
  /// How it is launched for a shape.
  public let launch: @Sendable (KernelShape) -> KernelLaunch

  /// The name of the entry in the PTX.
  public var entry: String { name }
  /// The dimensions at their standard values.
  public var standardShape: KernelShape { KernelShape(standard: dimensions) }

  /// A kernel whose PTX and recorded resources are found by its name.
  init(
    _ name: String, _ title: String, work: String, path: KernelPath, dimensions: [KernelDimension],
    parameters: [KernelParameter], launch: @escaping @Sendable (KernelShape) -> KernelLaunch
  ) {
    guard let resources = RecordedResources.table[name] else { preconditionFailure("no recorded resources: \(name)") }
    self.name = name
    self.title = title
    self.work = work
    self.path = path
    self.dimensions = dimensions
    self.parameters = parameters
    self.resources = resources
    self.launch = launch
  }
}

extension BundledKernel: CustomStringConvertible {
  /// The name.
  public var description: String { name }
}

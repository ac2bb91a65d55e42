/// One parameter of a kernel, in the order of its entry.
public struct KernelParameter: Sendable {
  /// What is passed.
  public enum Kind: Sendable {
    /// The address of a buffer, 8 bytes.
    case buffer(KernelBuffer)
    /// A dimension of the shape, by name, as u32.
    case dimension(String)
    /// A constant of the work that is no dimension, as f32.
    case f32(Float)
    /// A tensor map by value: 128 bytes, aligned to 64.
    case tensorMap(KernelTensorMap)
  }

  /// Its name in the source.
  public let name: String
  /// What it means, in plain words.
  public let meaning: String
  /// What is passed.
  public let kind: Kind

  /// Its size in bytes in the parameter space.
  public var bytes: Int {
    switch kind {
    case .buffer: 8
    case .dimension, .f32: 4
    case .tensorMap: 128
    }
  }

  /// The buffer that it leads to, directly or through a tensor map.
  public var buffer: KernelBuffer? {
    switch kind {
    case .buffer(let buffer): buffer
    case .tensorMap(let map): map.buffer
    case .dimension, .f32: nil
    }
  }

  /// A parameter.
  public init(_ name: String, _ meaning: String, _ kind: Kind) {
    self.name = name
    self.meaning = meaning
    self.kind = kind
  }

  /// A buffer's address.
  static func buffer(
    _ name: String, _ meaning: String, _ element: KernelElement, _ access: KernelBuffer.Access,
    _ contents: KernelBuffer.Contents, count: @escaping @Sendable (KernelShape) -> Int
  ) -> KernelParameter {
    KernelParameter(name, meaning, .buffer(KernelBuffer(element, access, contents, count: count)))
  }

  /// The parameters that pass dimensions, in order.
  static func dimensions(_ dimensions: [KernelDimension]) -> [KernelParameter] {
    dimensions.map { KernelParameter($0.name, $0.meaning, .dimension($0.name)) }
  }
}

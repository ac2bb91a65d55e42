/// A tensor map (CUtensorMap) of 128 bytes that a kernel takes by value, and the buffer that it describes.
public struct KernelTensorMap: Sendable {
  /// How 16-byte chunks are exchanged within a box's rows in shared memory.
  public enum Swizzle: Int, Sendable {
    /// Rows lie as they are.
    case none = 0
    /// Within 128 bytes: chunk ^ (row of 128 bytes mod 8).
    case bytes128 = 128
  }

  /// The buffer behind it.
  public let buffer: KernelBuffer
  /// The sizes in elements, innermost first, for a shape.
  public let sizes: @Sendable (KernelShape) -> [Int]
  /// The box that one copy moves, in elements, innermost first.
  public let box: [Int]
  /// The order of chunks in shared memory.
  public let swizzle: Swizzle

  /// A map of a dense tensor: each dimension follows the one before without a gap, and elements outside read as zero.
  public init(
    _ buffer: KernelBuffer, box: [Int], swizzle: Swizzle, sizes: @escaping @Sendable (KernelShape) -> [Int]
  ) {
    self.buffer = buffer
    self.box = box
    self.swizzle = swizzle
    self.sizes = sizes
  }

  /// The strides in bytes of all dimensions but the innermost, for a shape.
  public func strides(_ shape: KernelShape) -> [Int] {
    var strides: [Int] = []
    var bytes = buffer.element.bytes
    for size in sizes(shape).dropLast() {
      bytes *= size
      strides.append(bytes)
    }
    return strides
  }
}

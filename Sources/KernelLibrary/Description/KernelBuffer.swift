/// A buffer in global memory that a kernel reads or writes.
public struct KernelBuffer: Sendable {
  /// Which way the kernel uses it.
  public enum Access: String, Sendable {
    /// Only read.
    case read
    /// Only written, every element or those the kernel's definition names.
    case write
    /// Read and written.
    case readWrite
  }

  /// What to fill it with before a run where the user gives nothing.
  public enum Contents: Sendable {
    /// Zeros.
    case zero
    /// Numbers spread evenly over -1 ..< 1.
    case signed
    /// Numbers spread evenly over 0.5 ..< 1.5: weights and scales.
    case positive
    /// Integers spread evenly below a bound that the shape gives: keys, indices of rows, positions.
    case below(@Sendable (KernelShape) -> Int)
    /// Integers below a bound that the shape gives, each as often as the others and in ascending order: groups of rows.
    case sections(@Sendable (KernelShape) -> Int)
  }

  /// What it holds.
  public let element: KernelElement
  /// Which way the kernel uses it.
  public let access: Access
  /// What to fill it with.
  public let contents: Contents
  /// How many elements it holds for a shape.
  public let count: @Sendable (KernelShape) -> Int

  /// A buffer.
  public init(
    _ element: KernelElement, _ access: Access, _ contents: Contents, count: @escaping @Sendable (KernelShape) -> Int
  ) {
    self.element = element
    self.access = access
    self.contents = contents
    self.count = count
  }
}

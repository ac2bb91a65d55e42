/// What a piece of work needs by its definition, however it is done.
public struct KernelWork: Sendable, Equatable {
  /// Additions and multiplications of floating-point numbers; `nil` where the work is none that is counted so.
  public let operations: Double?
  /// The numbers that they work on.
  public let element: KernelElement
  /// Bytes that it takes and gives: each element of a result once, and of an operand as often as the definition names
  /// it, but those of matrix products and of attention once.
  public let bytes: Double

  /// The rate of the operations over a time, in TFLOPS.
  public func teraflops(nanoseconds: Double) -> Double? {
    guard let operations, nanoseconds > 0 else { return nil }
    return operations / nanoseconds / 1000
  }
}

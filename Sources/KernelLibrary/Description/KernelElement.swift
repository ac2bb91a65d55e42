/// What a kernel's buffer holds.
public enum KernelElement: String, Sendable, CaseIterable {
  /// 32-bit unsigned integers.
  case u32
  /// IEEE 754 single precision.
  case f32
  /// bfloat16: the upper half of an f32.
  case bf16
  /// 8-bit floating point with four exponent and three mantissa bits, no infinities, at most 448.
  case e4m3

  /// The size of one, in bytes.
  public var bytes: Int {
    switch self {
    case .u32, .f32: 4
    case .bf16: 2
    case .e4m3: 1
    }
  }
}

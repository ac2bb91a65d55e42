/// Operations on the two 16-bit halves of a register.
enum Packed {
  /// One operand.
  @inline(__always)
  static func map(_ a: UInt32, _ operation: (UInt16) -> UInt16) -> UInt32 {
    UInt32(operation(low(a))) | UInt32(operation(high(a))) << 16
  }

  /// Two operands.
  @inline(__always)
  static func map(_ a: UInt32, _ b: UInt32, _ operation: (UInt16, UInt16) -> UInt16) -> UInt32 {
    UInt32(operation(low(a), low(b))) | UInt32(operation(high(a), high(b))) << 16
  }

  /// Three operands.
  @inline(__always)
  static func map(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ operation: (UInt16, UInt16, UInt16) -> UInt16
  ) -> UInt32 {
    UInt32(operation(low(a), low(b), low(c))) | UInt32(operation(high(a), high(b), high(c))) << 16
  }

  /// The lower half.
  @inline(__always)
  static func low(_ a: UInt32) -> UInt16 { UInt16(truncatingIfNeeded: a) }

  /// The upper half.
  @inline(__always)
  static func high(_ a: UInt32) -> UInt16 { UInt16(truncatingIfNeeded: a >> 16) }
}

/// Integer arithmetic that is more than one operator.
enum IntegerArithmetic {
  /// `mul.hi`: the upper half of the product.
  @inline(__always)
  static func multiplyHigh<T: FixedWidthInteger>(_ a: T, _ b: T) -> T { a.multipliedFullWidth(by: b).high }

  /// `mad.hi.sat.s32`
  @inline(__always)
  static func multiplyAddHighSaturated(_ a: Int32, _ b: Int32, _ c: Int32) -> Int32 {
    addSaturated(multiplyHigh(a, b), c)
  }

  /// The product of the lowest 24 bits of two registers; signed ones extend bit 23.
  @inline(__always)
  static func product24(_ a: UInt32, _ b: UInt32, isSigned: Bool) -> Int64 {
    if isSigned {
      return Int64(Int32(bitPattern: a << 8) >> 8) * Int64(Int32(bitPattern: b << 8) >> 8)
    }
    return Int64(a & 0xFF_FFFF) * Int64(b & 0xFF_FFFF)
  }

  /// `mul24.lo`: bits 31 to 0 of the product.
  @inline(__always)
  static func multiply24Low(_ a: UInt32, _ b: UInt32, isSigned: Bool) -> UInt32 {
    UInt32(truncatingIfNeeded: product24(a, b, isSigned: isSigned))
  }

  /// `mul24.hi`: bits 47 to 16 of the product.
  @inline(__always)
  static func multiply24High(_ a: UInt32, _ b: UInt32, isSigned: Bool) -> UInt32 {
    UInt32(truncatingIfNeeded: product24(a, b, isSigned: isSigned) >> 16)
  }

  /// `add.sat`
  @inline(__always)
  static func addSaturated<T: FixedWidthInteger>(_ a: T, _ b: T) -> T {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? (a < 0 ? T.min : T.max) : sum
  }

  /// `sub.sat`
  @inline(__always)
  static func subSaturated<T: FixedWidthInteger>(_ a: T, _ b: T) -> T {
    let (difference, overflow) = a.subtractingReportingOverflow(b)
    return overflow ? (T.isSigned && a >= 0 ? T.max : T.min) : difference
  }

  /// `sad`: `c + |a - b|`
  @inline(__always)
  static func sumOfAbsoluteDifference<T: FixedWidthInteger>(_ a: T, _ b: T, _ c: T) -> T {
    c &+ (a < b ? b &- a : a &- b)
  }

  /// `div`. By zero all bits are set, as the devices' code has it (the ISA leaves it open); the least value by -1 is
  /// itself.
  @inline(__always)
  static func divide<T: FixedWidthInteger>(_ a: T, _ b: T) -> T {
    b == 0 ? ~0 : a.dividedReportingOverflow(by: b).partialValue
  }

  /// `rem`. By zero all bits are set; the least value by -1 leaves 0.
  @inline(__always)
  static func remainder<T: FixedWidthInteger>(_ a: T, _ b: T) -> T {
    b == 0 ? ~0 : a.remainderReportingOverflow(dividingBy: b).partialValue
  }

  /// `abs`; the least value is itself.
  @inline(__always)
  static func absolute<T: FixedWidthInteger>(_ a: T) -> T { a < 0 ? 0 &- a : a }

  /// `add.cc`, `addc`: the sum and the carry.
  @inline(__always)
  static func addCarry<T: FixedWidthInteger & UnsignedInteger>(_ a: T, _ b: T, carry: Bool) -> (T, Bool) {
    let (sum, first) = a.addingReportingOverflow(b)
    let (result, second) = sum.addingReportingOverflow(carry ? 1 : 0)
    return (result, first || second)
  }

  /// `sub.cc`, `subc`: the difference and the borrow.
  @inline(__always)
  static func subBorrow<T: FixedWidthInteger & UnsignedInteger>(_ a: T, _ b: T, borrow: Bool) -> (T, Bool) {
    let (difference, first) = a.subtractingReportingOverflow(b)
    let (result, second) = difference.subtractingReportingOverflow(borrow ? 1 : 0)
    return (result, first || second)
  }

  /// `dp4a`: four products of bytes, added to `c` modulo 2^32.
  static func dot4(_ a: UInt32, _ b: UInt32, _ c: UInt32, isASigned: Bool, isBSigned: Bool) -> UInt32 {
    var sum = c
    for byte: UInt32 in 0..<4 {
      sum &+= part(a, byte * 8, 8, isASigned) &* part(b, byte * 8, 8, isBSigned)
    }
    return sum
  }

  /// `dp2a`: two products of the halves of `a` with two bytes of `b`, added to `c` modulo 2^32.
  static func dot2(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, isASigned: Bool, isBSigned: Bool, isHigh: Bool
  ) -> UInt32 {
    var sum = c
    for index: UInt32 in 0..<2 {
      sum &+= part(a, index * 16, 16, isASigned) &* part(b, (isHigh ? 16 : 0) + index * 8, 8, isBSigned)
    }
    return sum
  }

  /// A field of a register, extended.
  @inline(__always)
  private static func part(_ a: UInt32, _ shift: UInt32, _ width: UInt32, _ isSigned: Bool) -> UInt32 {
    let spare = 32 - width
    let moved = (a >> shift) << spare
    return isSigned ? UInt32(bitPattern: Int32(bitPattern: moved) >> Int32(spare)) : moved >> spare
  }
}

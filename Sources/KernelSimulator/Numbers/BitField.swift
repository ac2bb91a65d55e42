/// Bit-field and counting instructions.
enum BitField {
  /// `bfe`: the field of `a` at a position with a length, both taken modulo 256, extended by its sign or by zeros.
  static func extract<T: FixedWidthInteger>(_ a: T, position: UInt32, length: UInt32) -> T {
    let (position, length) = (Int(position & 0xFF), Int(length & 0xFF))
    if length == 0 { return 0 }
    // Smart shifts fill with the sign, or with zeros, beyond the width.
    let moved = a >> position
    let spare = T.bitWidth - length
    return spare <= 0 ? moved : (moved << spare) >> spare
  }

  /// `bfi`: `b` with the lowest bits of `a` in its field; position and length are taken modulo 256.
  static func insert<T: FixedWidthInteger & UnsignedInteger>(
    _ a: T, into b: T, position: UInt32, length: UInt32
  ) -> T {
    let (position, length) = (Int(position & 0xFF), Int(length & 0xFF))
    let ones: T = length >= T.bitWidth ? ~0 : (1 << length) &- 1
    let mask: T = ones << position
    return b & ~mask | (a << position) & mask
  }

  /// `bfind`: the place of the highest bit that is not a sign; 0xFFFFFFFF where there is none.
  ///
  /// - Parameter isShift: `.shiftamt`: how far left it must be shifted to become the highest bit.
  static func find<T: FixedWidthInteger>(_ a: T, isShift: Bool) -> UInt32 {
    let leading = (T.isSigned && a < 0 ? ~a : a).leadingZeroBitCount
    if leading == T.bitWidth { return 0xFFFF_FFFF }
    return UInt32(isShift ? leading : T.bitWidth - 1 - leading)
  }

  /// `fns`: the place of the n-th set bit from a base; 0xFFFFFFFF where there is none.
  static func findSet(_ mask: UInt32, base: UInt32, offset: Int32) -> UInt32 {
    guard base < 32 else { return 0xFFFF_FFFF }
    if offset == 0 { return mask >> base & 1 == 1 ? base : 0xFFFF_FFFF }
    var position = Int(base)
    var count = Int(offset.magnitude) - 1
    while position >= 0, position < 32 {
      if mask >> UInt32(position) & 1 == 1 {
        if count == 0 { return UInt32(position) }
        count -= 1
      }
      position += offset > 0 ? 1 : -1
    }
    return 0xFFFF_FFFF
  }

  /// `brev`
  @inline(__always)
  static func reversed(_ a: UInt32) -> UInt32 {
    var x = a.byteSwapped
    x = x >> 4 & 0x0F0F_0F0F | (x & 0x0F0F_0F0F) << 4
    x = x >> 2 & 0x3333_3333 | (x & 0x3333_3333) << 2
    return x >> 1 & 0x5555_5555 | (x & 0x5555_5555) << 1
  }

  /// `brev` of 64 bits.
  @inline(__always)
  static func reversed(_ a: UInt64) -> UInt64 {
    UInt64(reversed(UInt32(truncatingIfNeeded: a))) << 32 | UInt64(reversed(UInt32(truncatingIfNeeded: a >> 32)))
  }

  /// `szext`: the lowest `width` bits, extended by their sign or by zeros.
  ///
  /// - Parameter isClamped: `.clamp`: a width of 32 and more keeps all bits; otherwise it is taken modulo 32.
  static func extend(_ a: UInt32, width: UInt32, isSigned: Bool, isClamped: Bool) -> UInt32 {
    if isClamped, width >= 32 { return a }
    let spare = 32 - (width & 31)
    if spare == 32 { return 0 }
    return isSigned
      ? UInt32(bitPattern: Int32(bitPattern: a << spare) >> Int32(spare)) : (a << spare) >> spare
  }

  /// `bmsk`: ones from a position on.
  static func mask(position: UInt32, width: UInt32, isClamped: Bool) -> UInt32 {
    if isClamped, position >= 32 { return 0 }
    let start = position & 31
    let count = isClamped ? min(width, 32) : width & 31
    let ones: UInt32 = count == 32 ? ~0 : (1 << count) &- 1
    return ones << start
  }
}

/// Shifts and permutations.
enum Shift {
  /// `shl`; an amount over the width gives 0.
  @inline(__always)
  static func left<T: FixedWidthInteger>(_ a: T, _ amount: UInt32) -> T {
    amount >= UInt32(T.bitWidth) ? 0 : a &<< T(truncatingIfNeeded: amount)
  }

  /// `shr`; an amount over the width leaves the sign, or 0.
  @inline(__always)
  static func right<T: FixedWidthInteger>(_ a: T, _ amount: UInt32) -> T {
    if amount >= UInt32(T.bitWidth) { return T.isSigned && a < 0 ? ~0 : 0 }
    return a &>> T(truncatingIfNeeded: amount)
  }

  /// `shf.l`: the upper half of `{b, a}` shifted left.
  @inline(__always)
  static func funnelLeft(_ a: UInt32, _ b: UInt32, _ amount: UInt32, isClamped: Bool) -> UInt32 {
    let count = isClamped ? min(amount, 32) : amount & 31
    return UInt32(truncatingIfNeeded: ((UInt64(b) << 32 | UInt64(a)) << UInt64(count)) >> 32)
  }

  /// `shf.r`: the lower half of `{b, a}` shifted right.
  @inline(__always)
  static func funnelRight(_ a: UInt32, _ b: UInt32, _ amount: UInt32, isClamped: Bool) -> UInt32 {
    let count = isClamped ? min(amount, 32) : amount & 31
    return UInt32(truncatingIfNeeded: (UInt64(b) << 32 | UInt64(a)) >> UInt64(count))
  }

  /// `lop3`: each bit of the result is the bit of the table that the three operands select, `a` being the highest.
  @inline(__always)
  static func logic(_ a: UInt32, _ b: UInt32, _ c: UInt32, table: UInt8) -> UInt32 {
    var result: UInt32 = 0
    if table & 0x01 != 0 { result |= ~a & ~b & ~c }
    if table & 0x02 != 0 { result |= ~a & ~b & c }
    if table & 0x04 != 0 { result |= ~a & b & ~c }
    if table & 0x08 != 0 { result |= ~a & b & c }
    if table & 0x10 != 0 { result |= a & ~b & ~c }
    if table & 0x20 != 0 { result |= a & ~b & c }
    if table & 0x40 != 0 { result |= a & b & ~c }
    if table & 0x80 != 0 { result |= a & b & c }
    return result
  }

  /// `prmt`: four bytes of `{b, a}`.
  @inline(__always)
  static func permute(_ a: UInt32, _ b: UInt32, _ control: UInt32, _ mode: PermuteMode = .generic) -> UInt32 {
    let source = UInt64(b) << 32 | UInt64(a)
    let selectors = mode == .generic ? control : mode.selectors(control & 3)
    var result: UInt32 = 0
    for byte: UInt32 in 0..<4 {
      let selector = selectors >> (byte * 4) & 0xF
      var value = UInt32(truncatingIfNeeded: source >> UInt64((selector & 7) * 8)) & 0xFF
      if selector & 8 != 0 { value = value & 0x80 != 0 ? 0xFF : 0 }
      result |= value << (byte * 8)
    }
    return result
  }
}

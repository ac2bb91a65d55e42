/// `cvt` to and from packed and tensor types.
extension Conversion {
  /// `cvt.f16x2.f32` and `cvt.bf16x2.f32`: `a` in the upper half, `b` in the lower.
  static func packHalves(
    _ a: UInt32, _ b: UInt32, to format: FloatFormat, rounding: RoundingMode, modifiers: FloatModifiers
  ) -> UInt32 {
    narrow(a, format, rounding, modifiers) << 16 | narrow(b, format, rounding, modifiers)
  }

  /// `cvt.e4m3x2.f32` and `cvt.e5m2x2.f32`: `a` in the upper byte, `b` in the lower; too large values become the largest.
  static func packBytes(
    _ a: UInt32, _ b: UInt32, to format: FloatFormat, rounding: RoundingMode = .nearestEven,
    modifiers: FloatModifiers = []
  ) -> UInt16 {
    let modifiers = modifiers.union(.saturateFinite)
    return UInt16(narrow(a, format, rounding, modifiers) << 8 | narrow(b, format, rounding, modifiers))
  }

  /// `cvt.e4m3x2.f16x2` and its like: the halves of `a`, of format `source`, as bytes.
  static func packBytes(
    halves a: UInt32, of source: FloatFormat, to format: FloatFormat, modifiers: FloatModifiers = []
  ) -> UInt16 {
    let modifiers = modifiers.union(.saturateFinite)
    let high = format.encode(source.value(UInt64(a >> 16)), rounding: .nearestEven, modifiers: modifiers)
    let low = format.encode(source.value(UInt64(a & 0xFFFF)), rounding: .nearestEven, modifiers: modifiers)
    return UInt16(high << 8 | low)
  }

  /// `cvt.f16x2.e4m3x2` and its like: the bytes of `a`, of format `source`, as halves; exact.
  static func unpackBytes(
    _ a: UInt16, of source: FloatFormat, to format: FloatFormat = .f16, modifiers: FloatModifiers = []
  ) -> UInt32 {
    let high = format.encode(source.value(UInt64(a >> 8)), rounding: .nearestEven, modifiers: modifiers)
    let low = format.encode(source.value(UInt64(a & 0xFF)), rounding: .nearestEven, modifiers: modifiers)
    return UInt32(high << 16 | low)
  }

  /// `cvt.tf32.f32`: an f32 with the last 13 bits of its fraction rounded off, 0 in the register.
  static func tf32(_ a: UInt32, rounding: RoundingMode = .nearestAway, modifiers: FloatModifiers = []) -> UInt32 {
    if FloatFormat.f32.isNaN(UInt64(a)) { return F32.canonicalNaN }
    return narrow(a, .tf32, rounding, modifiers) << 13
  }

  /// A single in a narrower format.
  @inline(__always)
  private static func narrow(
    _ a: UInt32, _ format: FloatFormat, _ rounding: RoundingMode, _ modifiers: FloatModifiers
  ) -> UInt32 {
    UInt32(
      truncatingIfNeeded: format.encode(
        Double(Float(bitPattern: a)), rounding: rounding, modifiers: modifiers.subtracting(.flushSubnormals)))
  }
}

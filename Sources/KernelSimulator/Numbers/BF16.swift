/// Arithmetic on bit patterns of bf16: every result is rounded once, to the nearest, halfway cases to even.
enum BF16 {
  /// The value; exact.
  @inline(__always)
  static func value(_ bits: UInt16) -> Float { Float(bitPattern: UInt32(bits) << 16) }

  /// The value after `.ftz`.
  @inline(__always)
  static func input(_ bits: UInt16, _ modifiers: FloatModifiers) -> Double {
    Double(value(modifiers.contains(.flushSubnormals) && bits & 0x7F80 == 0 ? bits & 0x8000 : bits))
  }

  /// A result that is exact or rounded to odd.
  @inline(__always)
  static func rounded(
    _ value: Double, _ rounding: RoundingMode = .nearestEven, _ modifiers: FloatModifiers = []
  ) -> UInt16 {
    UInt16(truncatingIfNeeded: FloatFormat.bf16.encode(value, rounding: rounding, modifiers: modifiers))
  }

  /// `a + b`
  static func add(_ a: UInt16, _ b: UInt16, _ modifiers: FloatModifiers = []) -> UInt16 {
    rounded(OddRounding.sum(input(a, modifiers), input(b, modifiers)), .nearestEven, modifiers)
  }

  /// `a - b`
  static func sub(_ a: UInt16, _ b: UInt16, _ modifiers: FloatModifiers = []) -> UInt16 {
    rounded(OddRounding.sum(input(a, modifiers), -input(b, modifiers)), .nearestEven, modifiers)
  }

  /// `a * b`
  static func mul(_ a: UInt16, _ b: UInt16, _ modifiers: FloatModifiers = []) -> UInt16 {
    rounded(input(a, modifiers) * input(b, modifiers), .nearestEven, modifiers)
  }

  /// `a * b + c`, rounded once.
  static func fma(_ a: UInt16, _ b: UInt16, _ c: UInt16, _ modifiers: FloatModifiers = []) -> UInt16 {
    if modifiers.contains(.outOfBounds), a == FloatFormat.outOfBoundsNaN || b == FloatFormat.outOfBoundsNaN { return 0 }
    let product = input(a, modifiers) * input(b, modifiers)
    return rounded(OddRounding.sum(product, input(c, modifiers)), .nearestEven, modifiers)
  }

  /// `min`
  static func min(_ a: UInt16, _ b: UInt16, _ modifiers: FloatModifiers = []) -> UInt16 {
    UInt16(truncatingIfNeeded: FloatFormat.bf16.minimum(UInt64(a), UInt64(b), modifiers))
  }

  /// `max`
  static func max(_ a: UInt16, _ b: UInt16, _ modifiers: FloatModifiers = []) -> UInt16 {
    UInt16(truncatingIfNeeded: FloatFormat.bf16.maximum(UInt64(a), UInt64(b), modifiers))
  }

  /// `set` and `setp`
  @inline(__always)
  static func compare(
    _ comparison: Comparison, _ a: UInt16, _ b: UInt16, _ modifiers: FloatModifiers = []
  ) -> Bool { comparison.holds(input(a, modifiers), input(b, modifiers)) }
}

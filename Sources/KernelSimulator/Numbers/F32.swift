/// Single precision arithmetic on bit patterns, as PTX has it.
///
/// A NaN result is the canonical NaN 0x7FFFFFFF: the ISA leaves open which NaN is returned, and this is the one that it
/// names for `.NaN` and `.relu`. With `.ftz` subnormal inputs and results (after rounding) become zeros of their sign.
enum F32 {
  /// The canonical NaN.
  static let canonicalNaN: UInt32 = 0x7FFF_FFFF

  /// The value of the bits, after `.ftz`.
  @inline(__always)
  static func input(_ bits: UInt32, _ modifiers: FloatModifiers) -> Float {
    Float(bitPattern: modifiers.contains(.flushSubnormals) ? flush(bits) : bits)
  }

  /// A subnormal number becomes a zero of its sign.
  @inline(__always)
  static func flush(_ bits: UInt32) -> UInt32 { bits & 0x7F80_0000 == 0 ? bits & 0x8000_0000 : bits }

  /// A result that is already rounded: the canonical NaN, `.ftz`, `.sat` and `.relu`.
  @inline(__always)
  static func finish(_ value: Float, _ modifiers: FloatModifiers) -> UInt32 {
    if modifiers.isEmpty { return value.isNaN ? canonicalNaN : value.bitPattern }
    let bits = value.isNaN ? canonicalNaN : value.bitPattern
    return UInt32(truncatingIfNeeded: FloatFormat.f32.finish(UInt64(bits), modifiers))
  }

  /// A result in double precision that is exact or rounded to odd.
  @inline(__always)
  static func finish(_ value: Double, _ rounding: RoundingMode, _ modifiers: FloatModifiers) -> UInt32 {
    if rounding == .nearestEven { return finish(Float(value), modifiers) }
    return UInt32(truncatingIfNeeded: FloatFormat.f32.encode(value, rounding: rounding, modifiers: modifiers))
  }

  /// `a + b`
  @inline(__always)
  static func add(
    _ a: UInt32, _ b: UInt32, _ rounding: RoundingMode = .nearestEven, _ modifiers: FloatModifiers = []
  ) -> UInt32 {
    let (x, y) = (input(a, modifiers), input(b, modifiers))
    if rounding == .nearestEven { return finish(x + y, modifiers) }
    return finish(sum(Double(x), Double(y), rounding), rounding, modifiers)
  }

  /// `a - b`
  @inline(__always)
  static func sub(
    _ a: UInt32, _ b: UInt32, _ rounding: RoundingMode = .nearestEven, _ modifiers: FloatModifiers = []
  ) -> UInt32 { add(a, b ^ 0x8000_0000, rounding, modifiers) }

  /// `a * b`
  @inline(__always)
  static func mul(
    _ a: UInt32, _ b: UInt32, _ rounding: RoundingMode = .nearestEven, _ modifiers: FloatModifiers = []
  ) -> UInt32 {
    let (x, y) = (input(a, modifiers), input(b, modifiers))
    if rounding == .nearestEven { return finish(x * y, modifiers) }
    return finish(Double(x) * Double(y), rounding, modifiers)
  }

  /// `a * b + c`, rounded once.
  @inline(__always)
  static func fma(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ rounding: RoundingMode = .nearestEven, _ modifiers: FloatModifiers = []
  ) -> UInt32 {
    let product = Double(input(a, modifiers)) * Double(input(b, modifiers))
    let addend = Double(input(c, modifiers))
    if rounding == .nearestEven { return finish(OddRounding.sum(product, addend), rounding, modifiers) }
    return finish(sum(product, addend, rounding), rounding, modifiers)
  }

  /// `a / b`
  static func div(
    _ a: UInt32, _ b: UInt32, _ rounding: RoundingMode = .nearestEven, _ modifiers: FloatModifiers = []
  ) -> UInt32 {
    let (x, y) = (input(a, modifiers), input(b, modifiers))
    if rounding == .nearestEven { return finish(x / y, modifiers) }
    return finish(OddRounding.quotient(Double(x), Double(y)), rounding, modifiers)
  }

  /// `1 / a`
  static func rcp(
    _ a: UInt32, _ rounding: RoundingMode = .nearestEven, _ modifiers: FloatModifiers = []
  ) -> UInt32 { div(Float(1).bitPattern, a, rounding, modifiers) }

  /// The square root of `a`.
  static func sqrt(
    _ a: UInt32, _ rounding: RoundingMode = .nearestEven, _ modifiers: FloatModifiers = []
  ) -> UInt32 {
    let x = input(a, modifiers)
    if rounding == .nearestEven { return finish(x.squareRoot(), modifiers) }
    return finish(OddRounding.squareRoot(Double(x)), rounding, modifiers)
  }

  /// A sum rounded to odd, with the sign that a zero has when rounding down.
  @inline(__always)
  private static func sum(_ a: Double, _ b: Double, _ rounding: RoundingMode) -> Double {
    let sum = OddRounding.sum(a, b)
    if sum == 0, rounding == .down, a.sign == .minus || b.sign == .minus { return -0.0 }
    return sum
  }
}

extension F32 {
  /// `min`
  @inline(__always)
  static func min(_ a: UInt32, _ b: UInt32, _ modifiers: FloatModifiers = []) -> UInt32 {
    UInt32(truncatingIfNeeded: FloatFormat.f32.minimum(UInt64(a), UInt64(b), modifiers))
  }

  /// `max`
  @inline(__always)
  static func max(_ a: UInt32, _ b: UInt32, _ modifiers: FloatModifiers = []) -> UInt32 {
    UInt32(truncatingIfNeeded: FloatFormat.f32.maximum(UInt64(a), UInt64(b), modifiers))
  }

  /// `min` of three.
  static func min(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ modifiers: FloatModifiers = []) -> UInt32 {
    min(min(a, b, modifiers), c, modifiers)
  }

  /// `max` of three.
  static func max(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ modifiers: FloatModifiers = []) -> UInt32 {
    max(max(a, b, modifiers), c, modifiers)
  }

  /// `set` and `setp`
  @inline(__always)
  static func compare(
    _ comparison: Comparison, _ a: UInt32, _ b: UInt32, _ modifiers: FloatModifiers = []
  ) -> Bool { comparison.holds(input(a, modifiers), input(b, modifiers)) }
}

import Glibc

/// The approximate instructions. Each is computed in double precision and rounded once to the nearest, so it is within
/// one unit in the last place of the exact result, inside every error that the ISA allows; special cases follow the
/// ISA's tables. With `.ftz` subnormal inputs and results become zeros of their sign.
enum Approximation {
  /// `ex2.approx.f32`: 2 to the power of `a`.
  static func exp2(_ a: UInt32, _ modifiers: FloatModifiers = []) -> UInt32 {
    F32.finish(Float(Glibc.exp2(Double(F32.input(a, modifiers)))), modifiers)
  }

  /// `lg2.approx.f32`
  static func log2(_ a: UInt32, _ modifiers: FloatModifiers = []) -> UInt32 {
    F32.finish(Float(Glibc.log2(Double(F32.input(a, modifiers)))), modifiers)
  }

  /// `sin.approx.f32`, of radians.
  static func sin(_ a: UInt32, _ modifiers: FloatModifiers = []) -> UInt32 {
    F32.finish(Float(Glibc.sin(Double(F32.input(a, modifiers)))), modifiers)
  }

  /// `cos.approx.f32`, of radians.
  static func cos(_ a: UInt32, _ modifiers: FloatModifiers = []) -> UInt32 {
    F32.finish(Float(Glibc.cos(Double(F32.input(a, modifiers)))), modifiers)
  }

  /// `tanh.approx.f32`
  static func tanh(_ a: UInt32) -> UInt32 { F32.finish(Float(Glibc.tanh(Double(Float(bitPattern: a)))), []) }

  /// `rcp.approx.f32`
  static func reciprocal(_ a: UInt32, _ modifiers: FloatModifiers = []) -> UInt32 {
    F32.finish(1 / F32.input(a, modifiers), modifiers)
  }

  /// `sqrt.approx.f32`
  static func squareRoot(_ a: UInt32, _ modifiers: FloatModifiers = []) -> UInt32 {
    F32.finish(F32.input(a, modifiers).squareRoot(), modifiers)
  }

  /// `rsqrt.approx.f32`
  static func reciprocalSquareRoot(_ a: UInt32, _ modifiers: FloatModifiers = []) -> UInt32 {
    F32.finish(Float(1 / Double(F32.input(a, modifiers)).squareRoot()), modifiers)
  }

  /// `div.approx.f32`: a divisor above 2^126 gives a zero, or NaN where the dividend is infinite.
  static func divide(_ a: UInt32, _ b: UInt32, _ modifiers: FloatModifiers = []) -> UInt32 {
    let (x, y) = (F32.input(a, modifiers), F32.input(b, modifiers))
    if y.magnitude > 0x1p126, y.isFinite, !x.isNaN {
      return x.isInfinite ? F32.canonicalNaN : (a ^ b) & 0x8000_0000
    }
    return F32.finish(x / y, modifiers)
  }

  /// `div.full.f32`, over the whole range.
  static func divideFull(_ a: UInt32, _ b: UInt32, _ modifiers: FloatModifiers = []) -> UInt32 {
    F32.finish(F32.input(a, modifiers) / F32.input(b, modifiers), modifiers)
  }

  /// `ex2.approx` of f16 or bf16.
  static func exp2(_ a: UInt16, _ format: FloatFormat, _ modifiers: FloatModifiers = []) -> UInt16 {
    half(a, format, modifiers, Glibc.exp2)
  }

  /// `tanh.approx` of f16 or bf16.
  static func tanh(_ a: UInt16, _ format: FloatFormat) -> UInt16 { half(a, format, [], Glibc.tanh) }

  private static func half(
    _ a: UInt16, _ format: FloatFormat, _ modifiers: FloatModifiers, _ function: (Double) -> Double
  ) -> UInt16 {
    let bits = modifiers.contains(.flushSubnormals) ? format.flush(UInt64(a)) : UInt64(a)
    return UInt16(
      truncatingIfNeeded: format.encode(
        function(format.value(bits)), rounding: .nearestEven, modifiers: modifiers))
  }

  /// `rsqrt.approx.f64`
  static func reciprocalSquareRoot(double a: UInt64) -> UInt64 {
    let root = 1 / Double(bitPattern: a).squareRoot()
    return root.isNaN ? F64.nan(a) : root.bitPattern
  }

  /// `rcp.approx.ftz.f64`: the reciprocal of the upper 32 bits, in the upper 32 bits.
  static func reciprocalGross(_ a: UInt64) -> UInt64 {
    gross(a) { 1 / $0 }
  }

  /// `rsqrt.approx.ftz.f64`: the reciprocal square root of the upper 32 bits, in the upper 32 bits. Zeros and subnormal
  /// numbers give an infinity of their sign, but a negative subnormal number and -0 are one case.
  static func reciprocalSquareRootGross(_ a: UInt64) -> UInt64 {
    gross(a) { $0 == 0 ? 1 / $0 : 1 / $0.squareRoot() }
  }

  private static func gross(_ a: UInt64, _ function: (Double) -> Double) -> UInt64 {
    let upper = a & 0xFFFF_FFFF_0000_0000
    let result = function(Double(bitPattern: FloatFormat.f64.flush(upper)))
    if result.isNaN { return 0x7FFF_FFFF_0000_0000 }
    return FloatFormat.f64.flush(result.bitPattern) & 0xFFFF_FFFF_0000_0000
  }
}

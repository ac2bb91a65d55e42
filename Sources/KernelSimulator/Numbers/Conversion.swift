import PTX

/// `cvt` between scalar types.
///
/// Values travel in 64 bits: floats as their bits, integers extended by their sign or by zeros, so that a result can be
/// stored in a register that is wider than its type.
enum Conversion {
  /// Converts a value.
  ///
  /// - Parameters:
  ///   - bits: The source; what lies above its type is ignored.
  ///   - source: Its type: an integer, f16, bf16, f32 or f64.
  ///   - destination: The type of the result.
  ///   - rounding: The direction; does not matter where the result is exact.
  ///   - toIntegral: Whether a float becomes an integral float, as `.rni` and its like ask for.
  ///   - modifiers: `.ftz`, `.sat`, `.relu` and `.satfinite`.
  static func convert(
    _ bits: UInt64, from source: PTXType, to destination: PTXType, rounding: RoundingMode = .nearestEven,
    toIntegral: Bool = false, modifiers: FloatModifiers = []
  ) -> UInt64 {
    guard let from = FloatFormat(source) else {
      let value = extended(bits, source)
      if let to = FloatFormat(destination) {
        return integerToFloat(value, isSigned: source.isSigned, to: to, rounding: rounding, modifiers: modifiers)
      }
      return integer(
        value, isSigned: source.isSigned, to: destination, isSaturating: modifiers.contains(.saturate))
    }
    let isFlushed = source == .f32 && modifiers.contains(.flushSubnormals)
    let input = from.masked(isFlushed ? from.flush(from.masked(bits)) : bits)
    guard let to = FloatFormat(destination) else {
      return floatToInteger(from.value(input), isDouble: source == .f64, to: destination, rounding: rounding)
    }
    var modifiers = modifiers
    if destination != .f32 { modifiers.remove(.flushSubnormals) }
    if toIntegral { return integral(input, from, rounding: rounding, modifiers: modifiers) }
    if to == .f64 || from == to { return widened(input, from: from, to: to, modifiers: modifiers) }
    return to.encode(from.value(input), rounding: rounding, modifiers: modifiers)
  }

  /// The value of an integer type, extended to 64 bits.
  @inline(__always)
  static func extended(_ bits: UInt64, _ type: PTXType) -> UInt64 {
    let spare = UInt64(64 - type.bits)
    let moved = bits << spare
    return type.isSigned ? UInt64(bitPattern: Int64(bitPattern: moved) >> Int64(spare)) : moved >> spare
  }

  /// An integer as another integer type: cut off, or clamped with `.sat`.
  static func integer(_ value: UInt64, isSigned: Bool, to destination: PTXType, isSaturating: Bool) -> UInt64 {
    guard isSaturating else { return extended(value, destination) }
    let isNegative = isSigned && Int64(bitPattern: value) < 0
    if destination.isSigned {
      let largest = UInt64.max >> UInt64(65 - destination.bits)
      if isNegative { return UInt64(bitPattern: max(Int64(bitPattern: value), -Int64(largest) - 1)) }
      return min(value, largest)
    }
    return isNegative ? 0 : min(value, UInt64.max >> UInt64(64 - destination.bits))
  }

  /// An integer as a float, rounded once.
  static func integerToFloat(
    _ value: UInt64, isSigned: Bool, to format: FloatFormat, rounding: RoundingMode, modifiers: FloatModifiers
  ) -> UInt64 {
    let isNegative = isSigned && Int64(bitPattern: value) < 0
    let magnitude = isNegative ? 0 &- value : value
    let result = format.encode(
      isNegative: isNegative, exponent: 0, significand: magnitude, rounding: rounding,
      isFinite: modifiers.contains(.saturateFinite))
    return modifiers.isEmpty ? result : format.finish(result, modifiers)
  }

  /// A float as an integer, clamped to its type.
  ///
  /// NaN gives 0; from f64, or to a type of 64 bits, it gives the highest bit alone.
  static func floatToInteger(
    _ value: Double, isDouble: Bool, to destination: PTXType, rounding: RoundingMode
  ) -> UInt64 {
    let width = destination.bits
    if value.isNaN {
      return isDouble || width == 64 ? extended(1 << UInt64(width - 1), destination) : 0
    }
    let whole = integral(value, rounding)
    if destination.isSigned {
      let bound = Double(sign: .plus, exponent: width - 1, significand: 1)
      if whole >= bound { return UInt64.max >> UInt64(65 - width) }
      if whole < -bound { return extended(1 << UInt64(width - 1), destination) }
      return UInt64(bitPattern: Int64(whole))
    }
    if whole >= Double(sign: .plus, exponent: width, significand: 1) { return UInt64.max >> UInt64(64 - width) }
    return whole <= 0 ? 0 : UInt64(whole)
  }

  /// The integral value in a direction.
  @inline(__always)
  static func integral(_ value: Double, _ rounding: RoundingMode) -> Double {
    switch rounding {
    case .nearestEven: value.rounded(.toNearestOrEven)
    case .towardZero: value.rounded(.towardZero)
    case .down: value.rounded(.down)
    case .up: value.rounded(.up)
    case .nearestAway: value.rounded(.toNearestOrAwayFromZero)
    }
  }

  /// A float as an integral float of the same type.
  private static func integral(
    _ bits: UInt64, _ format: FloatFormat, rounding: RoundingMode, modifiers: FloatModifiers
  ) -> UInt64 {
    if format.isNaN(bits) { return widened(bits, from: format, to: format, modifiers: modifiers) }
    return format.encode(integral(format.value(bits), rounding), rounding: .nearestEven, modifiers: modifiers)
  }

  /// A float in its own format or as a double, which holds it; a double keeps the payload of a NaN, quiet.
  private static func widened(
    _ bits: UInt64, from: FloatFormat, to: FloatFormat, modifiers: FloatModifiers
  ) -> UInt64 {
    if from.isNaN(bits) {
      if to != .f64 || !modifiers.isDisjoint(with: [.saturate, .relu]) { return to.finish(to.canonicalNaN, modifiers) }
      let payload = (bits & from.fractionMask) << UInt64(52 - from.fractionBits)
      return (bits & from.signBit == 0 ? 0 : 1 << 63) | to.exponentMask | 1 << 51 | payload
    }
    let result = from == to ? bits : from.value(bits).bitPattern
    return modifiers.isEmpty ? result : to.finish(result, modifiers)
  }
}

extension FloatFormat {
  /// The format of a scalar type that `cvt` takes as a float.
  init?(_ type: PTXType) {
    switch type {
    case .f16: self = .f16
    case .bf16: self = .bf16
    case .f32: self = .f32
    case .f64: self = .f64
    default: return nil
    }
  }

  /// The bits of the format alone.
  @inline(__always)
  func masked(_ bits: UInt64) -> UInt64 { bits & (signBit | magnitudeMask) }
}

extension FloatFormat {
  /// The bits of `significand * 2^exponent`, rounded once.
  ///
  /// A significand that stands for more bits than it holds has its last bit set where any of them was (so that it is
  /// neither a representable value nor halfway between two); it must then have at least two bits more than the format.
  ///
  /// - Parameters:
  ///   - isNegative: The sign.
  ///   - exponent: The weight of the significand's last bit.
  ///   - significand: The magnitude; 0 gives a zero of the sign.
  ///   - rounding: How it is rounded.
  ///   - isFinite: Whether what is too large becomes the largest finite value (`.satfinite`).
  @inline(__always)
  func encode(
    isNegative: Bool, exponent: Int, significand: UInt64, rounding: RoundingMode, isFinite: Bool = false
  ) -> UInt64 {
    let sign = isNegative ? signBit : 0
    guard significand != 0 else { return sign }
    let leading = exponent + 63 - significand.leadingZeroBitCount
    let smallest = 1 - bias
    if leading > bias + 1 { return sign | overflow(isNegative: isNegative, rounding: rounding, isFinite: isFinite) }
    let shift = max(leading, smallest) - fractionBits - exponent
    var kept: UInt64
    if shift <= 0 {
      kept = significand << UInt64(-shift)
    } else {
      let rest: UInt64
      let half: UInt64
      if shift > 64 {
        (kept, rest, half) = (0, 1, 2)
      } else if shift == 64 {
        (kept, rest, half) = (0, significand, 1 << 63)
      } else {
        kept = significand >> UInt64(shift)
        rest = significand & ((1 << UInt64(shift)) - 1)
        half = 1 << UInt64(shift - 1)
      }
      if rounding.roundsAway(isOdd: kept & 1 == 1, isNegative: isNegative, rest: rest, half: half) { kept += 1 }
    }
    // The implicit bit of a normal number adds one to its exponent, and a carry of the rounding does the same.
    let bits = leading < smallest ? kept : (UInt64(leading + bias - 1) << UInt64(fractionBits)) + kept
    if bits > largest { return sign | overflow(isNegative: isNegative, rounding: rounding, isFinite: isFinite) }
    return sign | bits
  }

  /// The magnitude of what is too large.
  private func overflow(isNegative: Bool, rounding: RoundingMode, isFinite: Bool) -> UInt64 {
    if isFinite || !hasInfinity { return largest }
    switch rounding {
    case .nearestEven, .nearestAway: return exponentMask
    case .towardZero: return largest
    case .down: return isNegative ? exponentMask : largest
    case .up: return isNegative ? largest : exponentMask
    }
  }

  /// A double rounded to this format; NaN becomes the canonical NaN.
  ///
  /// - Parameter modifiers: `.satfinite`, `.relu`, `.sat` and `.ftz` are applied to the result.
  @inline(__always)
  func encode(_ value: Double, rounding: RoundingMode, modifiers: FloatModifiers = []) -> UInt64 {
    let bits = value.bitPattern
    let isNegative = bits >> 63 != 0
    let field = Int(bits >> 52) & 0x7FF
    let fraction = bits & 0xF_FFFF_FFFF_FFFF
    var result: UInt64
    if field == 0x7FF {
      if fraction != 0 {
        result = canonicalNaN
      } else {
        let magnitude = modifiers.contains(.saturateFinite) || !hasInfinity ? largest : exponentMask
        result = (isNegative ? signBit : 0) | magnitude
      }
    } else {
      result = encode(
        isNegative: isNegative, exponent: max(field, 1) - 1075,
        significand: field == 0 ? fraction : fraction | 1 << 52, rounding: rounding,
        isFinite: modifiers.contains(.saturateFinite))
    }
    if !modifiers.isEmpty { result = finish(result, modifiers) }
    return result
  }

  /// A result after `.ftz`, `.sat` and `.relu`.
  @inline(__always)
  func finish(_ bits: UInt64, _ modifiers: FloatModifiers) -> UInt64 {
    var result = modifiers.contains(.flushSubnormals) ? flush(bits) : bits
    if modifiers.contains(.saturate) {
      if isNaN(result) || result & signBit != 0 { return 0 }
      result = min(result, UInt64(bias) << UInt64(fractionBits))
    }
    if modifiers.contains(.relu) {
      if isNaN(result) { return canonicalNaN }
      if result & signBit != 0 { return 0 }
    }
    return result
  }

  /// A subnormal number becomes a zero of its sign.
  @inline(__always)
  func flush(_ bits: UInt64) -> UInt64 { bits & exponentMask == 0 ? bits & signBit : bits }

  /// The value of the bits; exact for every format up to f64.
  @inline(__always)
  func value(_ bits: UInt64) -> Double {
    let sign: Double = bits & signBit == 0 ? 1 : -1
    let field = Int((bits & exponentMask) >> UInt64(fractionBits))
    let fraction = bits & fractionMask
    if isNaN(bits) { return .nan }
    if isInfinite(bits) { return sign * .infinity }
    let exponent = max(field, 1) - bias - fractionBits
    let significand = Double(field == 0 ? fraction : fraction | (1 << UInt64(fractionBits)))
    return sign * Double(sign: .plus, exponent: exponent, significand: significand)
  }
}

/// Minimum, maximum and tests of bit patterns of any format.
extension FloatFormat {
  /// The minimum by PTX: -0 is less than +0, and a number is preferred to NaN unless `.NaN` is given.
  @inline(__always)
  func minimum(_ a: UInt64, _ b: UInt64, _ modifiers: FloatModifiers = []) -> UInt64 {
    select(a, b, modifiers, isMaximum: false)
  }

  /// The maximum by PTX.
  @inline(__always)
  func maximum(_ a: UInt64, _ b: UInt64, _ modifiers: FloatModifiers = []) -> UInt64 {
    select(a, b, modifiers, isMaximum: true)
  }

  @inline(__always)
  private func select(_ a: UInt64, _ b: UInt64, _ modifiers: FloatModifiers, isMaximum: Bool) -> UInt64 {
    var (x, y) = modifiers.contains(.flushSubnormals) ? (flush(a), flush(b)) : (a, b)
    let sign = (x ^ y) & signBit
    if modifiers.contains(.magnitude) { (x, y) = (x & magnitudeMask, y & magnitudeMask) }
    let (isXNaN, isYNaN) = (isNaN(x), isNaN(y))
    var result: UInt64
    if isXNaN || isYNaN {
      if (isXNaN && isYNaN) || modifiers.contains(.propagateNaN) { return canonicalNaN }
      result = isXNaN ? y : x
    } else {
      result = (order(x) < order(y)) != isMaximum ? x : y
    }
    if modifiers.contains(.xorSign) { result = result & magnitudeMask | sign }
    return result
  }

  /// A number that orders bit patterns as their values, -0 before +0.
  @inline(__always)
  private func order(_ bits: UInt64) -> UInt64 {
    bits & signBit == 0 ? bits | signBit : ~bits & magnitudeMask
  }

  /// `copysign`: the sign of `a` with the magnitude of `b`.
  @inline(__always)
  func copySign(_ a: UInt64, _ b: UInt64) -> UInt64 { a & signBit | b & magnitudeMask }

  /// `abs`; only the sign of a NaN changes.
  @inline(__always)
  func absolute(_ a: UInt64, _ modifiers: FloatModifiers = []) -> UInt64 {
    (modifiers.contains(.flushSubnormals) ? flush(a) : a) & magnitudeMask
  }

  /// `neg`; only the sign of a NaN changes.
  @inline(__always)
  func negated(_ a: UInt64, _ modifiers: FloatModifiers = []) -> UInt64 {
    (modifiers.contains(.flushSubnormals) ? flush(a) : a) ^ signBit
  }

  /// `testp`
  func test(_ property: FloatProperty, _ a: UInt64) -> Bool {
    switch property {
    case .finite: a & exponentMask != exponentMask
    case .infinite: isInfinite(a)
    case .number: !isNaN(a)
    case .notANumber: isNaN(a)
    case .normal: a & exponentMask != exponentMask && !isSubnormal(a)
    case .subnormal: isSubnormal(a)
    }
  }
}

/// A binary floating-point format: how bits stand for a value.
struct FloatFormat: Sendable, Hashable {
  /// The bits of the exponent.
  let exponentBits: Int
  /// The bits of the fraction that are stored.
  let fractionBits: Int
  /// Whether the largest exponent stands for infinities and NaN; otherwise only its largest fraction does, for NaN.
  let hasInfinity: Bool

  static let f16 = FloatFormat(exponentBits: 5, fractionBits: 10, hasInfinity: true)
  static let bf16 = FloatFormat(exponentBits: 8, fractionBits: 7, hasInfinity: true)
  /// The 19 bits of tf32; in a register they are the upper bits of an f32.
  static let tf32 = FloatFormat(exponentBits: 8, fractionBits: 10, hasInfinity: true)
  static let f32 = FloatFormat(exponentBits: 8, fractionBits: 23, hasInfinity: true)
  static let f64 = FloatFormat(exponentBits: 11, fractionBits: 52, hasInfinity: true)
  static let e4m3 = FloatFormat(exponentBits: 4, fractionBits: 3, hasInfinity: false)
  static let e5m2 = FloatFormat(exponentBits: 5, fractionBits: 2, hasInfinity: true)

  /// The 16-bit NaN that marks an element out of a tensor's bounds. The ISA does not name its bits; these are ours, and
  /// no arithmetic returns them.
  static let outOfBoundsNaN: UInt16 = 0x7FFD

  /// What is added to an exponent where it is stored.
  @inline(__always) var bias: Int { (1 << (exponentBits - 1)) - 1 }
  /// The sign bit.
  @inline(__always) var signBit: UInt64 { 1 << UInt64(exponentBits + fractionBits) }
  /// Every bit but the sign.
  @inline(__always) var magnitudeMask: UInt64 { signBit - 1 }
  /// The exponent with all bits set.
  @inline(__always) var exponentMask: UInt64 { ((1 << UInt64(exponentBits)) - 1) << UInt64(fractionBits) }
  /// The bits of the fraction.
  @inline(__always) var fractionMask: UInt64 { (1 << UInt64(fractionBits)) - 1 }
  /// The largest finite value.
  @inline(__always) var largest: UInt64 { hasInfinity ? exponentMask - 1 : magnitudeMask - 1 }
  /// The NaN that single and half precision instructions return; all bits but the sign are set.
  @inline(__always) var canonicalNaN: UInt64 { magnitudeMask }

  /// Whether the bits are a NaN.
  @inline(__always)
  func isNaN(_ bits: UInt64) -> Bool {
    hasInfinity ? bits & magnitudeMask > exponentMask : bits & magnitudeMask == magnitudeMask
  }

  /// Whether the bits are an infinity.
  @inline(__always)
  func isInfinite(_ bits: UInt64) -> Bool { hasInfinity && bits & magnitudeMask == exponentMask }

  /// Whether the bits are a subnormal number.
  @inline(__always)
  func isSubnormal(_ bits: UInt64) -> Bool { bits & exponentMask == 0 && bits & fractionMask != 0 }
}

import PTX

/// How products are added up, and what becomes of the sum.
///
/// The ISA leaves the order and the rounding of sums open. Here products are exact and one instruction's products and
/// its addend are summed in double precision and rounded once to the accumulator, to the nearest. Devices keep
/// fewer bits: an H800 adds FP8 products with about 14 bits of mantissa (DeepSeek-V3 technical report, section 3.3.2),
/// so its sums can differ from these in their last bits.
enum Accumulation: UInt8, Sendable, Hashable {
  /// Single precision.
  case f32
  /// Half precision, two in a register.
  case f16
  /// 32-bit integers that wrap.
  case s32
  /// 32-bit integers that are clamped: `.satfinite`.
  case saturatedS32
  /// Double precision: one fused multiply-add after another, ascending along k.
  case f64

  /// The accumulation of the type of D; none where tensor instructions have no such accumulator.
  init?(_ type: PTXType, isSaturating: Bool) {
    switch type {
    case .f32: self = .f32
    case .f16: self = .f16
    case .f64: self = .f64
    case .s32: self = isSaturating ? .saturatedS32 : .s32
    default: return nil
    }
  }

  /// The elements of a register.
  var perRegister: Int { self == .f16 ? 2 : 1 }

  /// The value of an accumulator, from the lowest bits of a word.
  @inline(__always)
  func value(_ word: UInt32) -> Double {
    switch self {
    case .f32: Double(Float(bitPattern: word))
    case .f16: Double(F16.value(UInt16(truncatingIfNeeded: word)))
    case .s32, .saturatedS32: Double(Int32(bitPattern: word))
    case .f64: .nan
    }
  }

  /// The bits of a sum.
  @inline(__always)
  func bits(_ sum: Double) -> UInt32 {
    switch self {
    case .f32: F32.finish(Float(sum), [])
    case .f16: UInt32(F16.rounded(sum))
    case .s32: UInt32(truncatingIfNeeded: Int64(sum))
    case .saturatedS32: UInt32(bitPattern: Int32(clamping: Int64(sum)))
    case .f64: 0
    }
  }
}

import PTX

/// The operation of an atomic, of `red` and of `cp.reduce`.
enum Reduction: String, Sendable, Hashable {
  case add, min, max, inc, dec, and, or, xor, exch

  /// The new value of a place in memory.
  ///
  /// - Parameters:
  ///   - old: What it holds, in the lowest bits.
  ///   - operand: What it is combined with.
  ///   - type: The type of both: an integer, bits, a float or a packed float.
  ///   - flushes: Whether single precision sums turn subnormal numbers into zeros, as they do in global memory.
  /// - Returns: The new value, or nil where the type has no such operation.
  func apply(_ old: UInt64, _ operand: UInt64, type: PTXType, flushes: Bool = false) -> UInt64? {
    switch type {
    case .f16x2, .bf16x2:
      guard let low = half(old, operand, type == .f16x2), let high = half(old >> 16, operand >> 16, type == .f16x2)
      else { return nil }
      return low | high << 16
    case .f16, .bf16: return half(old, operand, type == .f16)
    case .f32:
      let modifiers: FloatModifiers = flushes ? .flushSubnormals : []
      let (a, b) = (UInt32(truncatingIfNeeded: old), UInt32(truncatingIfNeeded: operand))
      return switch self {
      case .add: UInt64(F32.add(a, b, .nearestEven, modifiers))
      case .min: UInt64(F32.min(a, b))
      case .max: UInt64(F32.max(a, b))
      case .exch: UInt64(b)
      default: nil
      }
    case .f64:
      return switch self {
      case .add: F64.add(old, operand)
      case .exch: operand
      default: nil
      }
    default: return integer(old, operand, type)
    }
  }

  private func half(_ old: UInt64, _ operand: UInt64, _ isF16: Bool) -> UInt64? {
    let (a, b) = (UInt16(truncatingIfNeeded: old), UInt16(truncatingIfNeeded: operand))
    return switch self {
    case .add: UInt64(isF16 ? F16.add(a, b) : BF16.add(a, b))
    case .min: UInt64(isF16 ? F16.min(a, b) : BF16.min(a, b))
    case .max: UInt64(isF16 ? F16.max(a, b) : BF16.max(a, b))
    case .exch: UInt64(b)
    default: nil
    }
  }

  private func integer(_ old: UInt64, _ operand: UInt64, _ type: PTXType) -> UInt64? {
    let (a, b) = (Conversion.extended(old, type), Conversion.extended(operand, type))
    let isLess = type.isSigned ? Int64(bitPattern: a) < Int64(bitPattern: b) : a < b
    let result =
      switch self {
      case .add: a &+ b
      case .min: isLess ? a : b
      case .max: isLess ? b : a
      case .inc: a >= b ? 0 : a &+ 1
      case .dec: a == 0 || a > b ? b : a &- 1
      case .and: a & b
      case .or: a | b
      case .xor: a ^ b
      case .exch: b
      }
    return type.bits == 64 ? result : result & ((1 << UInt64(type.bits)) - 1)
  }
}

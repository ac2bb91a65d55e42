/// Runs operations on pairs of numbers.
enum PackedExecution {
  typealias Op = Lanes.Op

  /// Runs one operation on the active lanes.
  static func run(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32) {
    let modifiers = FloatModifiers(rawValue: op.pointee.modifiers)
    let rounding = unsafeBitCast(op.pointee.rounding, to: RoundingMode.self)
    switch unsafeBitCast(op.pointee.code, to: PackedOperation.self) {
    case .singleAdd: single2(r, op, mask) { F32.add($0, $1, rounding, modifiers) }
    case .singleSubtract: single2(r, op, mask) { F32.sub($0, $1, rounding, modifiers) }
    case .singleMultiply: single2(r, op, mask) { F32.mul($0, $1, rounding, modifiers) }
    case .singleFusedMultiplyAdd:
      Lanes.map3(r, op, mask) { (a: UInt64, b: UInt64, c: UInt64) -> UInt64 in
        let low = F32.fma(lower(a), lower(b), lower(c), rounding, modifiers)
        let high = F32.fma(upper(a), upper(b), upper(c), rounding, modifiers)
        return UInt64(high) << 32 | UInt64(low)
      }
    default:
      if op.pointee.variant == 1 { runBrain(r, op, mask, modifiers) } else { runHalf(r, op, mask, modifiers) }
    }
  }

  private static func runHalf(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ modifiers: FloatModifiers) {
    switch unsafeBitCast(op.pointee.code, to: PackedOperation.self) {
    case .add: pair2(r, op, mask) { F16.add($0, $1, modifiers) }
    case .subtract: pair2(r, op, mask) { F16.sub($0, $1, modifiers) }
    case .multiply: pair2(r, op, mask) { F16.mul($0, $1, modifiers) }
    case .fusedMultiplyAdd: pair3(r, op, mask) { F16.fma($0, $1, $2, modifiers) }
    case .minimum: pair2(r, op, mask) { F16.min($0, $1, modifiers) }
    case .maximum: pair2(r, op, mask) { F16.max($0, $1, modifiers) }
    default: runShared(r, op, mask, .f16, modifiers)
    }
  }

  private static func runBrain(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ modifiers: FloatModifiers) {
    switch unsafeBitCast(op.pointee.code, to: PackedOperation.self) {
    case .add: pair2(r, op, mask) { BF16.add($0, $1, modifiers) }
    case .subtract: pair2(r, op, mask) { BF16.sub($0, $1, modifiers) }
    case .multiply: pair2(r, op, mask) { BF16.mul($0, $1, modifiers) }
    case .fusedMultiplyAdd: pair3(r, op, mask) { BF16.fma($0, $1, $2, modifiers) }
    case .minimum: pair2(r, op, mask) { BF16.min($0, $1, modifiers) }
    case .maximum: pair2(r, op, mask) { BF16.max($0, $1, modifiers) }
    default: runShared(r, op, mask, .bf16, modifiers)
    }
  }

  private static func runShared(
    _ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ format: FloatFormat, _ modifiers: FloatModifiers
  ) {
    switch unsafeBitCast(op.pointee.code, to: PackedOperation.self) {
    case .absolute: pair1(r, op, mask) { UInt16(truncatingIfNeeded: format.absolute(UInt64($0), modifiers)) }
    case .negate: pair1(r, op, mask) { UInt16(truncatingIfNeeded: format.negated(UInt64($0), modifiers)) }
    case .exp2: pair1(r, op, mask) { Approximation.exp2($0, format, modifiers) }
    default: pair1(r, op, mask) { Approximation.tanh($0, format) }
    }
  }

  @inline(__always)
  private static func lower(_ a: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: a) }

  @inline(__always)
  private static func upper(_ a: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: a >> 32) }

  @inline(__always)
  private static func single2(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt32, UInt32) -> UInt32) {
    Lanes.map2(r, op, mask) { (a: UInt64, b: UInt64) -> UInt64 in
      UInt64(body(upper(a), upper(b))) << 32 | UInt64(body(lower(a), lower(b)))
    }
  }

  @inline(__always)
  private static func pair1(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt16) -> UInt16) {
    Lanes.map1(r, op, mask) { (a: UInt32) -> UInt32 in Packed.map(a, body) }
  }

  @inline(__always)
  private static func pair2(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt16, UInt16) -> UInt16) {
    Lanes.map2(r, op, mask) { (a: UInt32, b: UInt32) -> UInt32 in Packed.map(a, b, body) }
  }

  @inline(__always)
  private static func pair3(
    _ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt16, UInt16, UInt16) -> UInt16
  ) {
    Lanes.map3(r, op, mask) { (a: UInt32, b: UInt32, c: UInt32) -> UInt32 in Packed.map(a, b, c, body) }
  }
}

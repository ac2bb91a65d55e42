/// Runs operations of double precision, of half precision and of bf16.
enum OtherFloatExecution {
  typealias Op = Lanes.Op

  /// Runs one operation on the active lanes.
  static func run(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32) {
    let rounding = unsafeBitCast(op.pointee.rounding, to: RoundingMode.self)
    let modifiers = FloatModifiers(rawValue: op.pointee.modifiers)
    switch unsafeBitCast(op.pointee.code, to: OtherFloatOperation.self) {
    case .add: double2(r, op, mask) { F64.add($0, $1, rounding) }
    case .subtract: double2(r, op, mask) { F64.sub($0, $1, rounding) }
    case .multiply: double2(r, op, mask) { F64.mul($0, $1, rounding) }
    case .fusedMultiplyAdd:
      Lanes.map3(r, op, mask) { (a: UInt64, b: UInt64, c: UInt64) -> UInt64 in F64.fma(a, b, c, rounding) }
    case .minimum: double2(r, op, mask) { FloatFormat.f64.minimum($0, $1, modifiers) }
    case .maximum: double2(r, op, mask) { FloatFormat.f64.maximum($0, $1, modifiers) }
    case .divide: double2(r, op, mask) { F64.div($0, $1, rounding) }
    case .reciprocal: double1(r, op, mask) { F64.rcp($0, rounding) }
    case .squareRoot: double1(r, op, mask) { F64.sqrt($0, rounding) }
    case .reciprocalGross: double1(r, op, mask) { Approximation.reciprocalGross($0) }
    case .reciprocalSquareRoot: double1(r, op, mask) { Approximation.reciprocalSquareRoot(double: $0) }
    case .reciprocalSquareRootGross: double1(r, op, mask) { Approximation.reciprocalSquareRootGross($0) }
    case .absolute: double1(r, op, mask) { $0 & ~(1 << 63) }
    case .negate: double1(r, op, mask) { $0 ^ 1 << 63 }
    case .copySign: double2(r, op, mask) { FloatFormat.f64.copySign($0, $1) }
    default:
      if op.pointee.variant == 1 { runBrain(r, op, mask, modifiers) } else { runHalf(r, op, mask, modifiers) }
    }
  }

  private static func runHalf(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ modifiers: FloatModifiers) {
    switch unsafeBitCast(op.pointee.code, to: OtherFloatOperation.self) {
    case .halfAdd: half2(r, op, mask) { F16.add($0, $1, modifiers) }
    case .halfSubtract: half2(r, op, mask) { F16.sub($0, $1, modifiers) }
    case .halfMultiply: half2(r, op, mask) { F16.mul($0, $1, modifiers) }
    case .halfFusedMultiplyAdd: half3(r, op, mask) { F16.fma($0, $1, $2, modifiers) }
    case .halfMinimum: half2(r, op, mask) { F16.min($0, $1, modifiers) }
    case .halfMaximum: half2(r, op, mask) { F16.max($0, $1, modifiers) }
    default: runShared(r, op, mask, .f16, modifiers)
    }
  }

  private static func runBrain(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ modifiers: FloatModifiers) {
    switch unsafeBitCast(op.pointee.code, to: OtherFloatOperation.self) {
    case .halfAdd: half2(r, op, mask) { BF16.add($0, $1, modifiers) }
    case .halfSubtract: half2(r, op, mask) { BF16.sub($0, $1, modifiers) }
    case .halfMultiply: half2(r, op, mask) { BF16.mul($0, $1, modifiers) }
    case .halfFusedMultiplyAdd: half3(r, op, mask) { BF16.fma($0, $1, $2, modifiers) }
    case .halfMinimum: half2(r, op, mask) { BF16.min($0, $1, modifiers) }
    case .halfMaximum: half2(r, op, mask) { BF16.max($0, $1, modifiers) }
    default: runShared(r, op, mask, .bf16, modifiers)
    }
  }

  private static func runShared(
    _ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ format: FloatFormat, _ modifiers: FloatModifiers
  ) {
    switch unsafeBitCast(op.pointee.code, to: OtherFloatOperation.self) {
    case .halfAbsolute: half1(r, op, mask) { UInt16(truncatingIfNeeded: format.absolute(UInt64($0), modifiers)) }
    case .halfNegate: half1(r, op, mask) { UInt16(truncatingIfNeeded: format.negated(UInt64($0), modifiers)) }
    case .halfExp2: half1(r, op, mask) { Approximation.exp2($0, format, modifiers) }
    default: half1(r, op, mask) { Approximation.tanh($0, format) }
    }
  }

  @inline(__always)
  private static func double1(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt64) -> UInt64) {
    Lanes.map1(r, op, mask, body)
  }

  @inline(__always)
  private static func double2(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt64, UInt64) -> UInt64) {
    Lanes.map2(r, op, mask, body)
  }

  @inline(__always)
  private static func half1(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt16) -> UInt16) {
    Lanes.map1(r, op, mask) { (a: UInt32) -> UInt32 in UInt32(body(UInt16(truncatingIfNeeded: a))) }
  }

  @inline(__always)
  private static func half2(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt16, UInt16) -> UInt16) {
    Lanes.map2(r, op, mask) { (a: UInt32, b: UInt32) -> UInt32 in
      UInt32(body(UInt16(truncatingIfNeeded: a), UInt16(truncatingIfNeeded: b)))
    }
  }

  @inline(__always)
  private static func half3(
    _ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt16, UInt16, UInt16) -> UInt16
  ) {
    Lanes.map3(r, op, mask) { (a: UInt32, b: UInt32, c: UInt32) -> UInt32 in
      UInt32(body(UInt16(truncatingIfNeeded: a), UInt16(truncatingIfNeeded: b), UInt16(truncatingIfNeeded: c)))
    }
  }
}

/// Single precision with directed rounding, saturation, division and functions: lane by lane.
extension FloatExecution {
  /// Runs one operation on the active lanes.
  static func runRare(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ modifiers: FloatModifiers) {
    let rounding = unsafeBitCast(op.pointee.rounding, to: RoundingMode.self)
    switch unsafeBitCast(op.pointee.code, to: FloatOperation.self) {
    case .add: bits2(r, op, mask) { F32.add($0, $1, rounding, modifiers) }
    case .subtract: bits2(r, op, mask) { F32.sub($0, $1, rounding, modifiers) }
    case .multiply: bits2(r, op, mask) { F32.mul($0, $1, rounding, modifiers) }
    case .fusedMultiplyAdd: bits3(r, op, mask) { F32.fma($0, $1, $2, rounding, modifiers) }
    case .minimum: bits2(r, op, mask) { F32.min($0, $1, modifiers) }
    case .maximum: bits2(r, op, mask) { F32.max($0, $1, modifiers) }
    case .minimum3: bits3(r, op, mask) { F32.min($0, $1, $2, modifiers) }
    case .maximum3: bits3(r, op, mask) { F32.max($0, $1, $2, modifiers) }
    case .divide: bits2(r, op, mask) { F32.div($0, $1, rounding, modifiers) }
    case .divideApproximate: bits2(r, op, mask) { Approximation.divide($0, $1, modifiers) }
    case .divideFull: bits2(r, op, mask) { Approximation.divideFull($0, $1, modifiers) }
    case .reciprocal: bits1(r, op, mask) { F32.rcp($0, rounding, modifiers) }
    case .reciprocalApproximate: bits1(r, op, mask) { Approximation.reciprocal($0, modifiers) }
    case .squareRoot: bits1(r, op, mask) { F32.sqrt($0, rounding, modifiers) }
    case .squareRootApproximate: bits1(r, op, mask) { Approximation.squareRoot($0, modifiers) }
    case .reciprocalSquareRoot: bits1(r, op, mask) { Approximation.reciprocalSquareRoot($0, modifiers) }
    case .sine: bits1(r, op, mask) { Approximation.sin($0, modifiers) }
    case .cosine: bits1(r, op, mask) { Approximation.cos($0, modifiers) }
    case .log2: bits1(r, op, mask) { Approximation.log2($0, modifiers) }
    case .exp2: bits1(r, op, mask) { Approximation.exp2($0, modifiers) }
    case .tanh: bits1(r, op, mask) { Approximation.tanh($0) }
    case .absolute:
      bits1(r, op, mask) { UInt32(truncatingIfNeeded: FloatFormat.f32.absolute(UInt64($0), modifiers)) }
    case .negate: bits1(r, op, mask) { UInt32(truncatingIfNeeded: FloatFormat.f32.negated(UInt64($0), modifiers)) }
    case .copySign: bits2(r, op, mask) { ($0 & 0x8000_0000) | ($1 & 0x7FFF_FFFF) }
    }
  }

  @inline(__always)
  private static func bits1(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt32) -> UInt32) {
    Lanes.map1(r, op, mask, body)
  }

  @inline(__always)
  private static func bits2(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt32, UInt32) -> UInt32) {
    Lanes.map2(r, op, mask, body)
  }

  @inline(__always)
  private static func bits3(
    _ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt32, UInt32, UInt32) -> UInt32
  ) {
    Lanes.map3(r, op, mask, body)
  }
}

/// The integer operations that programs use less: lane by lane.
extension IntegerExecution {
  /// Runs one operation on the active lanes.
  static func runRare(_ r: Lanes.Registers, _ predicates: UnsafeMutablePointer<UInt32>, _ op: Op, _ mask: UInt32) {
    let variant = op.pointee.variant
    switch unsafeBitCast(op.pointee.code, to: IntegerOperation.self) {
    case .absolute: signed1(r, op, mask) { IntegerArithmetic.absolute($0) }
    case .conditionalNot: unsigned1(r, op, mask) { $0 == 0 ? 1 : 0 }
    case .selectBySign:
      Lanes.map3(r, op, mask) { (a: UInt32, b: UInt32, c: Int32) -> UInt32 in
        isNotNegative(c, variant) ? a : b
      }
    case .multiplyHigh: unsigned2(r, op, mask) { IntegerArithmetic.multiplyHigh($0, $1) }
    case .multiplyHighSigned: signed2(r, op, mask) { IntegerArithmetic.multiplyHigh($0, $1) }
    case .multiplyAddHigh: unsigned3(r, op, mask) { IntegerArithmetic.multiplyHigh($0, $1) &+ $2 }
    case .multiplyAddHighSigned: signed3(r, op, mask) { IntegerArithmetic.multiplyHigh($0, $1) &+ $2 }
    case .multiplyAddHighSaturated: signed3(r, op, mask) { IntegerArithmetic.multiplyAddHighSaturated($0, $1, $2) }
    case .multiply24: unsigned2(r, op, mask) { IntegerArithmetic.multiply24Low($0, $1, isSigned: false) }
    case .multiply24Signed: unsigned2(r, op, mask) { IntegerArithmetic.multiply24Low($0, $1, isSigned: true) }
    case .multiply24High: unsigned2(r, op, mask) { IntegerArithmetic.multiply24High($0, $1, isSigned: false) }
    case .multiply24HighSigned: unsigned2(r, op, mask) { IntegerArithmetic.multiply24High($0, $1, isSigned: true) }
    case .multiplyAdd24: unsigned3(r, op, mask) { IntegerArithmetic.multiply24Low($0, $1, isSigned: false) &+ $2 }
    case .multiplyAdd24Signed: unsigned3(r, op, mask) { IntegerArithmetic.multiply24Low($0, $1, isSigned: true) &+ $2 }
    case .multiplyAdd24High: unsigned3(r, op, mask) { IntegerArithmetic.multiply24High($0, $1, isSigned: false) &+ $2 }
    case .multiplyAdd24HighSigned:
      unsigned3(r, op, mask) { IntegerArithmetic.multiply24High($0, $1, isSigned: true) &+ $2 }
    case .multiplyAdd24HighSaturated:
      signed3(r, op, mask) { a, b, c in
        let product = IntegerArithmetic.multiply24High(
          UInt32(bitPattern: a), UInt32(bitPattern: b), isSigned: true)
        return IntegerArithmetic.addSaturated(Int32(bitPattern: product), c)
      }
    case .divide: unsigned2(r, op, mask) { IntegerArithmetic.divide($0, $1) }
    case .divideSigned: signed2(r, op, mask) { IntegerArithmetic.divide($0, $1) }
    case .remainder: unsigned2(r, op, mask) { IntegerArithmetic.remainder($0, $1) }
    case .remainderSigned: signed2(r, op, mask) { IntegerArithmetic.remainder($0, $1) }
    case .addSaturated: signed2(r, op, mask) { IntegerArithmetic.addSaturated($0, $1) }
    case .subtractSaturated: signed2(r, op, mask) { IntegerArithmetic.subSaturated($0, $1) }
    case .difference: unsigned3(r, op, mask) { IntegerArithmetic.sumOfAbsoluteDifference($0, $1, $2) }
    case .differenceSigned: signed3(r, op, mask) { IntegerArithmetic.sumOfAbsoluteDifference($0, $1, $2) }
    case .population: unsigned1(r, op, mask) { UInt32($0.nonzeroBitCount) }
    case .leadingZeros: unsigned1(r, op, mask) { UInt32($0.leadingZeroBitCount) }
    case .find: unsigned1(r, op, mask) { BitField.find($0, isShift: variant == 1) }
    case .findSigned: Lanes.map1(r, op, mask) { (a: Int32) -> UInt32 in BitField.find(a, isShift: variant == 1) }
    case .reverse: unsigned1(r, op, mask) { BitField.reversed($0) }
    case .extract: unsigned3(r, op, mask) { BitField.extract($0, position: $1, length: $2) }
    case .extractSigned:
      Lanes.map3(r, op, mask) { (a: Int32, b: UInt32, c: UInt32) -> Int32 in
        BitField.extract(a, position: b, length: c)
      }
    case .insert:
      let length = Lanes.slot(r, op.pointee.e, as: UInt32.self)
      let (d, a) = (Lanes.slot(r, op.pointee.d, as: UInt32.self), Lanes.slot(r, op.pointee.a, as: UInt32.self))
      let (b, c) = (Lanes.slot(r, op.pointee.b, as: UInt32.self), Lanes.slot(r, op.pointee.c, as: UInt32.self))
      Lanes.each(mask) { d[$0] = BitField.insert(a[$0], into: b[$0], position: c[$0], length: length[$0]) }
    case .permute:
      let mode = unsafeBitCast(variant, to: PermuteMode.self)
      unsigned3(r, op, mask) { Shift.permute($0, $1, $2, mode) }
    case .funnelLeft: unsigned3(r, op, mask) { Shift.funnelLeft($0, $1, $2, isClamped: variant == 1) }
    case .funnelRight: unsigned3(r, op, mask) { Shift.funnelRight($0, $1, $2, isClamped: variant == 1) }
    case .dot4:
      unsigned3(r, op, mask) {
        IntegerArithmetic.dot4($0, $1, $2, isASigned: variant & 1 != 0, isBSigned: variant & 2 != 0)
      }
    case .dot2:
      unsigned3(r, op, mask) {
        IntegerArithmetic.dot2(
          $0, $1, $2, isASigned: variant & 1 != 0, isBSigned: variant & 2 != 0, isHigh: variant & 4 != 0)
      }
    case .findSet: unsigned3(r, op, mask) { BitField.findSet($0, base: $1, offset: Int32(bitPattern: $2)) }
    case .bitMask: unsigned2(r, op, mask) { BitField.mask(position: $0, width: $1, isClamped: variant == 1) }
    case .extend:
      unsigned2(r, op, mask) {
        BitField.extend($0, width: $1, isSigned: variant & 2 != 0, isClamped: variant & 1 != 0)
      }
    case .wideMultiply:
      unsigned2(r, op, mask) { ($0 & 0xFFFF) &* ($1 & 0xFFFF) }
    case .wideMultiplySigned: unsigned2(r, op, mask) { extended($0) &* extended($1) }
    case .wideMultiplyAdd: unsigned3(r, op, mask) { ($0 & 0xFFFF) &* ($1 & 0xFFFF) &+ $2 }
    case .wideMultiplyAddSigned: unsigned3(r, op, mask) { extended($0) &* extended($1) &+ $2 }
    case .addCarry, .subtractCarry, .multiplyAddCarry, .multiplyAddHighCarry, .multiplyAddHighSignedCarry:
      runCarry(r, predicates, op, mask)
    default: runNarrow(r, op, mask)
    }
  }

  /// Whether `slct` chooses its first operand: `variant` says integer (0), float (1), or float with `.ftz` (2).
  @inline(__always)
  static func isNotNegative(_ c: Int32, _ variant: UInt8) -> Bool {
    if variant == 0 { return c >= 0 }
    let bits = UInt32(bitPattern: c)
    return Float(bitPattern: variant == 2 ? F32.flush(bits) : bits) >= 0
  }

  /// The lower 16 bits, extended by their sign.
  @inline(__always)
  static func extended(_ a: UInt32) -> UInt32 { UInt32(bitPattern: Int32(Int16(truncatingIfNeeded: a))) }

  /// Sums with the carry flag: `flags` says whether it is read (1) and written (2).
  private static func runCarry(
    _ r: Lanes.Registers, _ predicates: UnsafeMutablePointer<UInt32>, _ op: Op, _ mask: UInt32
  ) {
    let carries = op.pointee.flags & 1 != 0 ? predicates[Int(FixedPredicate.carry)] : 0
    let operation = unsafeBitCast(op.pointee.code, to: IntegerOperation.self)
    let (d, a) = (Lanes.slot(r, op.pointee.d, as: UInt32.self), Lanes.slot(r, op.pointee.a, as: UInt32.self))
    let (b, c) = (Lanes.slot(r, op.pointee.b, as: UInt32.self), Lanes.slot(r, op.pointee.c, as: UInt32.self))
    var written: UInt32 = 0
    Lanes.each(mask) { lane in
      let carry = carries >> UInt32(lane) & 1 == 1
      let (x, y) = (a[lane], b[lane])
      let (value, out): (UInt32, Bool) =
        switch operation {
        case .addCarry: IntegerArithmetic.addCarry(x, y, carry: carry)
        case .subtractCarry: IntegerArithmetic.subBorrow(x, y, borrow: carry)
        case .multiplyAddCarry: IntegerArithmetic.addCarry(x &* y, c[lane], carry: carry)
        case .multiplyAddHighCarry:
          IntegerArithmetic.addCarry(IntegerArithmetic.multiplyHigh(x, y), c[lane], carry: carry)
        default:
          IntegerArithmetic.addCarry(
            UInt32(bitPattern: IntegerArithmetic.multiplyHigh(Int32(bitPattern: x), Int32(bitPattern: y))), c[lane],
            carry: carry)
        }
      d[lane] = value
      if out { written |= 1 << UInt32(lane) }
    }
    if op.pointee.flags & 2 != 0 {
      predicates[Int(FixedPredicate.carry)] = (predicates[Int(FixedPredicate.carry)] & ~mask) | written
    }
  }

  @inline(__always)
  static func unsigned1(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt32) -> UInt32) {
    Lanes.map1(r, op, mask, body)
  }

  @inline(__always)
  static func unsigned2(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt32, UInt32) -> UInt32) {
    Lanes.map2(r, op, mask, body)
  }

  @inline(__always)
  static func unsigned3(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt32, UInt32, UInt32) -> UInt32) {
    Lanes.map3(r, op, mask, body)
  }

  @inline(__always)
  private static func signed1(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (Int32) -> Int32) {
    Lanes.map1(r, op, mask, body)
  }

  @inline(__always)
  private static func signed2(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (Int32, Int32) -> Int32) {
    Lanes.map2(r, op, mask, body)
  }

  @inline(__always)
  private static func signed3(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (Int32, Int32, Int32) -> Int32) {
    Lanes.map3(r, op, mask, body)
  }
}

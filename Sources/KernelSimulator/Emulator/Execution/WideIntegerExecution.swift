/// Runs integer operations that have a source or a result of 64 bits or more.
enum WideIntegerExecution {
  typealias Op = Lanes.Op

  /// Runs one operation on the active lanes.
  static func run(_ r: Lanes.Registers, _ predicates: UnsafeMutablePointer<UInt32>, _ op: Op, _ mask: UInt32) {
    let variant = op.pointee.variant
    switch unsafeBitCast(op.pointee.code, to: WideIntegerOperation.self) {
    case .move: unsigned1(r, op, mask) { $0 }
    case .add: unsigned2(r, op, mask) { $0 &+ $1 }
    case .subtract: unsigned2(r, op, mask) { $0 &- $1 }
    case .multiply: unsigned2(r, op, mask) { $0 &* $1 }
    case .multiplyAdd: unsigned3(r, op, mask) { $0 &* $1 &+ $2 }
    case .and: unsigned2(r, op, mask) { $0 & $1 }
    case .or: unsigned2(r, op, mask) { $0 | $1 }
    case .xor: unsigned2(r, op, mask) { $0 ^ $1 }
    case .not: unsigned1(r, op, mask) { ~$0 }
    case .negate: unsigned1(r, op, mask) { 0 &- $0 }
    case .conditionalNot: unsigned1(r, op, mask) { $0 == 0 ? 1 : 0 }
    case .shiftLeft: Lanes.map2(r, op, mask) { (a: UInt64, b: UInt32) -> UInt64 in b > 63 ? 0 : a &<< UInt64(b) }
    case .shiftRight: Lanes.map2(r, op, mask) { (a: UInt64, b: UInt32) -> UInt64 in b > 63 ? 0 : a &>> UInt64(b) }
    case .shiftRightSigned:
      Lanes.map2(r, op, mask) { (a: Int64, b: UInt32) -> Int64 in a &>> Int64(min(b, 63)) }
    case .minimum: unsigned2(r, op, mask) { min($0, $1) }
    case .maximum: unsigned2(r, op, mask) { max($0, $1) }
    case .minimumSigned: signed2(r, op, mask) { min($0, $1) }
    case .maximumSigned: signed2(r, op, mask) { max($0, $1) }
    case .absolute: Lanes.map1(r, op, mask) { (a: Int64) -> Int64 in IntegerArithmetic.absolute(a) }
    case .select:
      let chosen = predicates[Int(op.pointee.c)] ^ UInt32(bitPattern: op.pointee.e)
      let (d, a) = (Lanes.slot(r, op.pointee.d, as: UInt64.self), Lanes.slot(r, op.pointee.a, as: UInt64.self))
      let b = Lanes.slot(r, op.pointee.b, as: UInt64.self)
      Lanes.each(mask) { d[$0] = chosen >> UInt32($0) & 1 == 1 ? a[$0] : b[$0] }
    case .selectBySign:
      Lanes.map3(r, op, mask) { (a: UInt64, b: UInt64, c: Int32) -> UInt64 in
        IntegerExecution.isNotNegative(c, variant) ? a : b
      }
    case .multiplyHigh: unsigned2(r, op, mask) { IntegerArithmetic.multiplyHigh($0, $1) }
    case .multiplyHighSigned: signed2(r, op, mask) { IntegerArithmetic.multiplyHigh($0, $1) }
    case .multiplyAddHigh: unsigned3(r, op, mask) { IntegerArithmetic.multiplyHigh($0, $1) &+ $2 }
    case .multiplyAddHighSigned:
      Lanes.map3(r, op, mask) { (a: Int64, b: Int64, c: Int64) -> Int64 in
        IntegerArithmetic.multiplyHigh(a, b) &+ c
      }
    case .wideMultiply: Lanes.map2(r, op, mask) { (a: UInt32, b: UInt32) -> UInt64 in UInt64(a) &* UInt64(b) }
    case .wideMultiplySigned: Lanes.map2(r, op, mask) { (a: Int32, b: Int32) -> Int64 in Int64(a) &* Int64(b) }
    case .wideMultiplyAdd:
      Lanes.map3(r, op, mask) { (a: UInt32, b: UInt32, c: UInt64) -> UInt64 in UInt64(a) &* UInt64(b) &+ c }
    case .wideMultiplyAddSigned:
      Lanes.map3(r, op, mask) { (a: Int32, b: Int32, c: Int64) -> Int64 in Int64(a) &* Int64(b) &+ c }
    case .truncate: Lanes.map1(r, op, mask) { (a: UInt64) -> UInt32 in UInt32(truncatingIfNeeded: a) }
    case .zeroExtend: Lanes.map1(r, op, mask) { (a: UInt32) -> UInt64 in UInt64(a) }
    default: runRare(r, predicates, op, mask)
    }
  }

  private static func runRare(
    _ r: Lanes.Registers, _ predicates: UnsafeMutablePointer<UInt32>, _ op: Op, _ mask: UInt32
  ) {
    let isShift = op.pointee.variant == 1
    switch unsafeBitCast(op.pointee.code, to: WideIntegerOperation.self) {
    case .divide: unsigned2(r, op, mask) { IntegerArithmetic.divide($0, $1) }
    case .divideSigned: signed2(r, op, mask) { IntegerArithmetic.divide($0, $1) }
    case .remainder: unsigned2(r, op, mask) { IntegerArithmetic.remainder($0, $1) }
    case .remainderSigned: signed2(r, op, mask) { IntegerArithmetic.remainder($0, $1) }
    case .difference: unsigned3(r, op, mask) { IntegerArithmetic.sumOfAbsoluteDifference($0, $1, $2) }
    case .differenceSigned:
      Lanes.map3(r, op, mask) { (a: Int64, b: Int64, c: Int64) -> Int64 in
        IntegerArithmetic.sumOfAbsoluteDifference(a, b, c)
      }
    case .population: Lanes.map1(r, op, mask) { (a: UInt64) -> UInt32 in UInt32(a.nonzeroBitCount) }
    case .leadingZeros: Lanes.map1(r, op, mask) { (a: UInt64) -> UInt32 in UInt32(a.leadingZeroBitCount) }
    case .find: Lanes.map1(r, op, mask) { (a: UInt64) -> UInt32 in BitField.find(a, isShift: isShift) }
    case .findSigned: Lanes.map1(r, op, mask) { (a: Int64) -> UInt32 in BitField.find(a, isShift: isShift) }
    case .reverse: unsigned1(r, op, mask) { BitField.reversed($0) }
    case .extract:
      Lanes.map3(r, op, mask) { (a: UInt64, b: UInt32, c: UInt32) -> UInt64 in
        BitField.extract(a, position: b, length: c)
      }
    case .extractSigned:
      Lanes.map3(r, op, mask) { (a: Int64, b: UInt32, c: UInt32) -> Int64 in
        BitField.extract(a, position: b, length: c)
      }
    case .insert:
      let (d, a) = (Lanes.slot(r, op.pointee.d, as: UInt64.self), Lanes.slot(r, op.pointee.a, as: UInt64.self))
      let (b, c) = (Lanes.slot(r, op.pointee.b, as: UInt64.self), Lanes.slot(r, op.pointee.c, as: UInt32.self))
      let length = Lanes.slot(r, op.pointee.e, as: UInt32.self)
      Lanes.each(mask) { d[$0] = BitField.insert(a[$0], into: b[$0], position: c[$0], length: length[$0]) }
    case .join: Lanes.map2(r, op, mask) { (a: UInt32, b: UInt32) -> UInt64 in UInt64(b) << 32 | UInt64(a) }
    case .lower: Lanes.map1(r, op, mask) { (a: UInt64) -> UInt32 in UInt32(truncatingIfNeeded: a) }
    case .upper: Lanes.map1(r, op, mask) { (a: UInt64) -> UInt32 in UInt32(truncatingIfNeeded: a >> 32) }
    case .move128, .join128, .lower128, .upper128, .select128: runQuad(r, predicates, op, mask)
    default: runCarry(r, predicates, op, mask)
    }
  }

  /// Values of 128 bits: 32 lower halves, then 32 upper ones.
  private static func runQuad(
    _ r: Lanes.Registers, _ predicates: UnsafeMutablePointer<UInt32>, _ op: Op, _ mask: UInt32
  ) {
    let (d, a) = (Lanes.slot(r, op.pointee.d, as: UInt64.self), Lanes.slot(r, op.pointee.a, as: UInt64.self))
    let b = Lanes.slot(r, op.pointee.b, as: UInt64.self)
    switch unsafeBitCast(op.pointee.code, to: WideIntegerOperation.self) {
    case .move128:
      Lanes.each(mask) { d[$0] = a[$0] }
      Lanes.each(mask) { d[32 + $0] = a[32 + $0] }
    case .join128:
      Lanes.each(mask) { d[$0] = a[$0] }
      Lanes.each(mask) { d[32 + $0] = b[$0] }
    case .lower128: Lanes.each(mask) { d[$0] = a[$0] }
    case .upper128: Lanes.each(mask) { d[$0] = a[32 + $0] }
    default:
      let chosen = predicates[Int(op.pointee.c)] ^ UInt32(bitPattern: op.pointee.e)
      Lanes.each(mask) { lane in
        let source = chosen >> UInt32(lane) & 1 == 1 ? a : b
        d[lane] = source[lane]
        d[32 + lane] = source[32 + lane]
      }
    }
  }

  /// Sums with the carry flag: `flags` says whether it is read (1) and written (2).
  private static func runCarry(
    _ r: Lanes.Registers, _ predicates: UnsafeMutablePointer<UInt32>, _ op: Op, _ mask: UInt32
  ) {
    let carries = op.pointee.flags & 1 != 0 ? predicates[Int(FixedPredicate.carry)] : 0
    let operation = unsafeBitCast(op.pointee.code, to: WideIntegerOperation.self)
    let (d, a) = (Lanes.slot(r, op.pointee.d, as: UInt64.self), Lanes.slot(r, op.pointee.a, as: UInt64.self))
    let (b, c) = (Lanes.slot(r, op.pointee.b, as: UInt64.self), Lanes.slot(r, op.pointee.c, as: UInt64.self))
    var written: UInt32 = 0
    Lanes.each(mask) { lane in
      let carry = carries >> UInt32(lane) & 1 == 1
      let (x, y) = (a[lane], b[lane])
      let (value, out): (UInt64, Bool) =
        switch operation {
        case .addCarry: IntegerArithmetic.addCarry(x, y, carry: carry)
        case .subtractCarry: IntegerArithmetic.subBorrow(x, y, borrow: carry)
        case .multiplyAddCarry: IntegerArithmetic.addCarry(x &* y, c[lane], carry: carry)
        case .multiplyAddHighCarry:
          IntegerArithmetic.addCarry(IntegerArithmetic.multiplyHigh(x, y), c[lane], carry: carry)
        case .multiplyAddHighSignedCarry:
          IntegerArithmetic.addCarry(
            UInt64(bitPattern: IntegerArithmetic.multiplyHigh(Int64(bitPattern: x), Int64(bitPattern: y))), c[lane],
            carry: carry)
        default: preconditionFailure("an integer operation that is run elsewhere")
        }
      d[lane] = value
      if out { written |= 1 << UInt32(lane) }
    }
    if op.pointee.flags & 2 != 0 {
      predicates[Int(FixedPredicate.carry)] = (predicates[Int(FixedPredicate.carry)] & ~mask) | written
    }
  }

  @inline(__always)
  private static func unsigned1(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt64) -> UInt64) {
    Lanes.map1(r, op, mask, body)
  }

  @inline(__always)
  private static func unsigned2(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt64, UInt64) -> UInt64) {
    Lanes.map2(r, op, mask, body)
  }

  @inline(__always)
  private static func unsigned3(
    _ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt64, UInt64, UInt64) -> UInt64
  ) {
    Lanes.map3(r, op, mask, body)
  }

  @inline(__always)
  private static func signed2(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (Int64, Int64) -> Int64) {
    Lanes.map2(r, op, mask, body)
  }
}

/// Integer operations of 16 bits. A register of 16 bits is held in 32, its upper half zero.
extension IntegerExecution {
  /// Runs one operation on the active lanes.
  static func runNarrow(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32) {
    switch unsafeBitCast(op.pointee.code, to: IntegerOperation.self) {
    case .add16: narrow2(r, op, mask) { $0 &+ $1 }
    case .subtract16: narrow2(r, op, mask) { $0 &- $1 }
    case .multiply16: narrow2(r, op, mask) { $0 &* $1 }
    case .multiplyAdd16: narrow3(r, op, mask) { $0 &* $1 &+ $2 }
    case .not16: narrow1(r, op, mask) { ~$0 }
    case .negate16: narrow1(r, op, mask) { 0 &- $0 }
    case .conditionalNot16: narrow1(r, op, mask) { $0 == 0 ? 1 : 0 }
    case .absolute16: narrow1(r, op, mask) { UInt16(bitPattern: IntegerArithmetic.absolute(Int16(bitPattern: $0))) }
    case .shiftLeft16: unsigned2(r, op, mask) { UInt32(Shift.left(UInt16(truncatingIfNeeded: $0), $1)) }
    case .shiftRight16: unsigned2(r, op, mask) { UInt32(Shift.right(UInt16(truncatingIfNeeded: $0), $1)) }
    case .shiftRightSigned16:
      unsigned2(r, op, mask) { UInt32(UInt16(bitPattern: Shift.right(Int16(truncatingIfNeeded: $0), $1))) }
    case .minimumSigned16: signed2(r, op, mask) { min($0, $1) }
    case .maximumSigned16: signed2(r, op, mask) { max($0, $1) }
    case .multiplyHigh16: narrow2(r, op, mask) { IntegerArithmetic.multiplyHigh($0, $1) }
    case .multiplyHighSigned16: signed2(r, op, mask) { IntegerArithmetic.multiplyHigh($0, $1) }
    case .multiplyAddHigh16: narrow3(r, op, mask) { IntegerArithmetic.multiplyHigh($0, $1) &+ $2 }
    case .multiplyAddHighSigned16: signed3(r, op, mask) { IntegerArithmetic.multiplyHigh($0, $1) &+ $2 }
    case .divide16: narrow2(r, op, mask) { IntegerArithmetic.divide($0, $1) }
    case .remainder16: narrow2(r, op, mask) { IntegerArithmetic.remainder($0, $1) }
    case .divideSigned16: signed2(r, op, mask) { IntegerArithmetic.divide($0, $1) }
    case .remainderSigned16: signed2(r, op, mask) { IntegerArithmetic.remainder($0, $1) }
    case .difference16: narrow3(r, op, mask) { IntegerArithmetic.sumOfAbsoluteDifference($0, $1, $2) }
    case .differenceSigned16: signed3(r, op, mask) { IntegerArithmetic.sumOfAbsoluteDifference($0, $1, $2) }
    case .addPacked: packed2(r, op, mask) { $0 &+ $1 }
    case .minimumPacked: packed2(r, op, mask) { min($0, $1) }
    case .maximumPacked: packed2(r, op, mask) { max($0, $1) }
    case .minimumPackedSigned: packed2(r, op, mask) { Int16(bitPattern: $0) < Int16(bitPattern: $1) ? $0 : $1 }
    case .maximumPackedSigned: packed2(r, op, mask) { Int16(bitPattern: $0) < Int16(bitPattern: $1) ? $1 : $0 }
    default: preconditionFailure("an integer operation that is run elsewhere")
    }
  }

  @inline(__always)
  private static func narrow1(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt16) -> UInt16) {
    unsigned1(r, op, mask) { UInt32(body(UInt16(truncatingIfNeeded: $0))) }
  }

  @inline(__always)
  private static func narrow2(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt16, UInt16) -> UInt16) {
    unsigned2(r, op, mask) { UInt32(body(UInt16(truncatingIfNeeded: $0), UInt16(truncatingIfNeeded: $1))) }
  }

  @inline(__always)
  private static func narrow3(
    _ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt16, UInt16, UInt16) -> UInt16
  ) {
    unsigned3(r, op, mask) {
      UInt32(body(UInt16(truncatingIfNeeded: $0), UInt16(truncatingIfNeeded: $1), UInt16(truncatingIfNeeded: $2)))
    }
  }

  @inline(__always)
  private static func signed2(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (Int16, Int16) -> Int16) {
    narrow2(r, op, mask) { UInt16(bitPattern: body(Int16(bitPattern: $0), Int16(bitPattern: $1))) }
  }

  @inline(__always)
  private static func signed3(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (Int16, Int16, Int16) -> Int16) {
    narrow3(r, op, mask) {
      UInt16(bitPattern: body(Int16(bitPattern: $0), Int16(bitPattern: $1), Int16(bitPattern: $2)))
    }
  }

  @inline(__always)
  private static func packed2(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ body: (UInt16, UInt16) -> UInt16) {
    unsigned2(r, op, mask) { Packed.map($0, $1, body) }
  }
}

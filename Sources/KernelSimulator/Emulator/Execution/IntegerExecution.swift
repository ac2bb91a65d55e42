/// Runs integer operations whose result has 32 bits.
enum IntegerExecution {
  typealias Op = Lanes.Op
  typealias Vector = Lanes.Vector

  /// Runs one operation on the active lanes.
  static func run(_ r: Lanes.Registers, _ predicates: UnsafeMutablePointer<UInt32>, _ op: Op, _ mask: UInt32) {
    switch unsafeBitCast(op.pointee.code, to: IntegerOperation.self) {
    case .move: Lanes.vector1(r, op, mask) { $0 }
    case .add: Lanes.vector2(r, op, mask) { $0 &+ $1 }
    case .subtract: Lanes.vector2(r, op, mask) { $0 &- $1 }
    case .multiply: Lanes.vector2(r, op, mask) { $0 &* $1 }
    case .multiplyAdd: Lanes.vector3(r, op, mask) { $0 &* $1 &+ $2 }
    case .and: Lanes.vector2(r, op, mask) { $0 & $1 }
    case .or: Lanes.vector2(r, op, mask) { $0 | $1 }
    case .xor: Lanes.vector2(r, op, mask) { $0 ^ $1 }
    case .not: Lanes.vector1(r, op, mask) { ~$0 }
    case .negate: Lanes.vector1(r, op, mask) { Vector() &- $0 }
    case .shiftLeft: shiftLeft(r, op, mask)
    case .shiftRight: shiftRight(r, op, mask)
    case .shiftRightSigned: shiftRightSigned(r, op, mask)
    case .minimum: Lanes.vector2(r, op, mask) { choose($0, $1, less($0, $1)) }
    case .maximum: Lanes.vector2(r, op, mask) { choose($1, $0, less($0, $1)) }
    case .minimumSigned: Lanes.vector2(r, op, mask) { choose($0, $1, lessSigned($0, $1)) }
    case .maximumSigned: Lanes.vector2(r, op, mask) { choose($1, $0, lessSigned($0, $1)) }
    case .select:
      let chosen = predicates[Int(op.pointee.c)] ^ UInt32(bitPattern: op.pointee.e)
      let d = Lanes.slot(r, op.pointee.d, as: Vector.self)
      let a = Lanes.slot(r, op.pointee.a, as: Vector.self)
      let b = Lanes.slot(r, op.pointee.b, as: Vector.self)
      for chunk in 0..<8 {
        let value = choose(a[chunk], b[chunk], Lanes.expanded(chosen, chunk))
        if mask == ~0 { d[chunk] = value } else { Lanes.blend(d, chunk, mask, value) }
      }
    case .logic: logic(r, op, mask)
    default: IntegerExecution.runRare(r, predicates, op, mask)
    }
  }

  @inline(__always)
  private static func less(_ a: Vector, _ b: Vector) -> Vector {
    let sign = Vector(repeating: 0x8000_0000)
    return lessSigned(a ^ sign, b ^ sign)
  }

  @inline(__always)
  private static func lessSigned(_ a: Vector, _ b: Vector) -> Vector {
    let (x, y) = (unsafeBitCast(a, to: SIMD4<Int32>.self), unsafeBitCast(b, to: SIMD4<Int32>.self))
    return unsafeBitCast(x .< y, to: Vector.self)
  }

  @inline(__always)
  private static func choose(_ a: Vector, _ b: Vector, _ where: Vector) -> Vector { (a & `where`) | (b & ~`where`) }

  /// Shifts by one amount in all lanes, the usual case, need one vector instruction for four lanes.
  @inline(__always)
  private static func uniformAmount(_ r: Lanes.Registers, _ op: Op) -> UInt32? {
    op.pointee.variant == 1 ? Lanes.slot(r, op.pointee.b, as: UInt32.self)[0] : nil
  }

  private static func shiftLeft(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32) {
    if let amount = uniformAmount(r, op) {
      let kept = Vector(repeating: amount > 31 ? 0 : ~0)
      let shift = Vector(repeating: amount & 31)
      Lanes.vector1(r, op, mask) { ($0 &<< shift) & kept }
    } else {
      Lanes.map2(r, op, mask) { (a: UInt32, b: UInt32) -> UInt32 in Shift.left(a, b) }
    }
  }

  private static func shiftRight(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32) {
    if let amount = uniformAmount(r, op) {
      let kept = Vector(repeating: amount > 31 ? 0 : ~0)
      let shift = Vector(repeating: amount & 31)
      Lanes.vector1(r, op, mask) { ($0 &>> shift) & kept }
    } else {
      Lanes.map2(r, op, mask) { (a: UInt32, b: UInt32) -> UInt32 in Shift.right(a, b) }
    }
  }

  private static func shiftRightSigned(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32) {
    if let amount = uniformAmount(r, op) {
      let shift = SIMD4<Int32>(repeating: Int32(min(amount, 31)))
      Lanes.vector1(r, op, mask) { unsafeBitCast(unsafeBitCast($0, to: SIMD4<Int32>.self) &>> shift, to: Vector.self) }
    } else {
      Lanes.map2(r, op, mask) { (a: Int32, b: UInt32) -> Int32 in Shift.right(a, b) }
    }
  }

  /// `lop3`: the sum of the terms of its table.
  private static func logic(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32) {
    let table = op.pointee.variant
    Lanes.vector3(r, op, mask) { a, b, c in
      var result = Vector()
      if table & 0x01 != 0 { result |= ~a & ~b & ~c }
      if table & 0x02 != 0 { result |= ~a & ~b & c }
      if table & 0x04 != 0 { result |= ~a & b & ~c }
      if table & 0x08 != 0 { result |= ~a & b & c }
      if table & 0x10 != 0 { result |= a & ~b & ~c }
      if table & 0x20 != 0 { result |= a & ~b & c }
      if table & 0x40 != 0 { result |= a & b & ~c }
      if table & 0x80 != 0 { result |= a & b & c }
      return result
    }
  }
}

/// Loops over the 32 lanes of a warp.
///
/// A loop over all lanes has no branches, so that it becomes vector code; where some lanes are inactive, only the active
/// ones are visited, or blended for cheap operations of 32 bits.
enum Lanes {
  typealias Registers = UnsafeMutableRawPointer
  typealias Op = UnsafePointer<MicroOp>
  typealias Vector = SIMD4<UInt32>

  /// A slot as values of a type.
  @inline(__always)
  static func slot<T>(_ registers: Registers, _ offset: Int32, as type: T.Type = T.self) -> UnsafeMutablePointer<T> {
    (registers + Int(offset)).assumingMemoryBound(to: T.self)
  }

  /// Visits the active lanes, ascending.
  @inline(__always)
  static func each(_ mask: UInt32, _ body: (Int) -> Void) {
    if mask == ~0 {
      for lane in 0..<32 { body(lane) }
      return
    }
    var rest = mask
    while rest != 0 {
      body(rest.trailingZeroBitCount)
      rest &= rest &- 1
    }
  }

  /// All ones for the active ones of four lanes.
  @inline(__always)
  static func expanded(_ mask: UInt32, _ chunk: Int) -> Vector {
    let bits = Vector(1, 2, 4, 8)
    let four = Vector(repeating: mask >> UInt32(chunk * 4)) & bits
    return unsafeBitCast(four .== bits, to: Vector.self)
  }

  /// A cheap operation of 32 bits on one source.
  @inline(__always)
  static func vector1(_ registers: Registers, _ op: Op, _ mask: UInt32, _ body: (Vector) -> Vector) {
    let d = slot(registers, op.pointee.d, as: Vector.self)
    let a = slot(registers, op.pointee.a, as: Vector.self)
    if mask == ~0 {
      for chunk in 0..<8 { d[chunk] = body(a[chunk]) }
    } else {
      for chunk in 0..<8 { blend(d, chunk, mask, body(a[chunk])) }
    }
  }

  /// A cheap operation of 32 bits on two sources.
  @inline(__always)
  static func vector2(_ registers: Registers, _ op: Op, _ mask: UInt32, _ body: (Vector, Vector) -> Vector) {
    let d = slot(registers, op.pointee.d, as: Vector.self)
    let a = slot(registers, op.pointee.a, as: Vector.self)
    let b = slot(registers, op.pointee.b, as: Vector.self)
    if mask == ~0 {
      for chunk in 0..<8 { d[chunk] = body(a[chunk], b[chunk]) }
    } else {
      for chunk in 0..<8 { blend(d, chunk, mask, body(a[chunk], b[chunk])) }
    }
  }

  /// A cheap operation of 32 bits on three sources.
  @inline(__always)
  static func vector3(_ registers: Registers, _ op: Op, _ mask: UInt32, _ body: (Vector, Vector, Vector) -> Vector) {
    let d = slot(registers, op.pointee.d, as: Vector.self)
    let a = slot(registers, op.pointee.a, as: Vector.self)
    let b = slot(registers, op.pointee.b, as: Vector.self)
    let c = slot(registers, op.pointee.c, as: Vector.self)
    if mask == ~0 {
      for chunk in 0..<8 { d[chunk] = body(a[chunk], b[chunk], c[chunk]) }
    } else {
      for chunk in 0..<8 { blend(d, chunk, mask, body(a[chunk], b[chunk], c[chunk])) }
    }
  }

  /// Stores the active ones of four lanes.
  @inline(__always)
  static func blend(_ d: UnsafeMutablePointer<Vector>, _ chunk: Int, _ mask: UInt32, _ value: Vector) {
    let active = expanded(mask, chunk)
    d[chunk] = (value & active) | (d[chunk] & ~active)
  }

  /// An operation on one source.
  @inline(__always)
  static func map1<D, A>(_ registers: Registers, _ op: Op, _ mask: UInt32, _ body: (A) -> D) {
    let d = slot(registers, op.pointee.d, as: D.self)
    let a = slot(registers, op.pointee.a, as: A.self)
    each(mask) { d[$0] = body(a[$0]) }
  }

  /// An operation on two sources.
  @inline(__always)
  static func map2<D, A, B>(_ registers: Registers, _ op: Op, _ mask: UInt32, _ body: (A, B) -> D) {
    let d = slot(registers, op.pointee.d, as: D.self)
    let a = slot(registers, op.pointee.a, as: A.self)
    let b = slot(registers, op.pointee.b, as: B.self)
    each(mask) { d[$0] = body(a[$0], b[$0]) }
  }

  /// An operation on three sources.
  @inline(__always)
  static func map3<D, A, B, C>(_ registers: Registers, _ op: Op, _ mask: UInt32, _ body: (A, B, C) -> D) {
    let d = slot(registers, op.pointee.d, as: D.self)
    let a = slot(registers, op.pointee.a, as: A.self)
    let b = slot(registers, op.pointee.b, as: B.self)
    let c = slot(registers, op.pointee.c, as: C.self)
    each(mask) { d[$0] = body(a[$0], b[$0], c[$0]) }
  }

  /// The lanes where a comparison of 32-bit values holds; `body` returns all ones or zeros a lane.
  @inline(__always)
  static func lanes2(_ registers: Registers, _ op: Op, _ body: (Vector, Vector) -> Vector) -> UInt32 {
    let a = slot(registers, op.pointee.a, as: Vector.self)
    let b = slot(registers, op.pointee.b, as: Vector.self)
    var sum = Vector()
    for chunk in 0..<8 {
      sum |= body(a[chunk], b[chunk]) & (Vector(1, 2, 4, 8) &<< UInt32(chunk * 4))
    }
    return sum.x | sum.y | sum.z | sum.w
  }

  /// The active lanes where a condition on two sources holds.
  @inline(__always)
  static func filter2<A, B>(_ registers: Registers, _ op: Op, _ mask: UInt32, _ body: (A, B) -> Bool) -> UInt32 {
    let a = slot(registers, op.pointee.a, as: A.self)
    let b = slot(registers, op.pointee.b, as: B.self)
    var result: UInt32 = 0
    each(mask) { result |= (body(a[$0], b[$0]) ? 1 : 0) << UInt32($0) }
    return result
  }
}

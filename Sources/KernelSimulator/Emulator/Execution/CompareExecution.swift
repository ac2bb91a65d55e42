/// Runs comparisons and operations on predicates.
///
/// Of a comparison, `d` and `e` are the predicates of the result and of its complement, `c` a predicate that they are
/// combined with; of `flags`, 1 to 3 say and, or, xor, and 4 negates `c`.
enum CompareExecution {
  typealias Op = Lanes.Op
  typealias Vector = Lanes.Vector
  typealias Predicates = UnsafeMutablePointer<UInt32>

  /// Runs one operation on the active lanes.
  static func run(_ r: Lanes.Registers, _ predicates: Predicates, _ op: Op, _ mask: UInt32) {
    let comparison = unsafeBitCast(op.pointee.variant, to: Comparison.self)
    let modifiers = FloatModifiers(rawValue: op.pointee.modifiers)
    let result: UInt32
    switch unsafeBitCast(op.pointee.code, to: CompareOperation.self) {
    case .signed: result = signed(r, op, comparison)
    case .unsigned: result = unsigned(r, op, comparison)
    case .float where modifiers.isEmpty: result = float(r, op, mask, comparison)
    case .float:
      result = Lanes.filter2(r, op, mask) { (a: UInt32, b: UInt32) in F32.compare(comparison, a, b, modifiers) }
    case .signed64: result = Lanes.filter2(r, op, mask) { (a: Int64, b: Int64) in comparison.holds(a, b) }
    case .unsigned64: result = Lanes.filter2(r, op, mask) { (a: UInt64, b: UInt64) in comparison.holds(a, b) }
    case .signed16:
      result = Lanes.filter2(r, op, mask) { (a: UInt32, b: UInt32) in
        comparison.holds(Int16(truncatingIfNeeded: a), Int16(truncatingIfNeeded: b))
      }
    case .unsigned16:
      result = Lanes.filter2(r, op, mask) { (a: UInt32, b: UInt32) in
        comparison.holds(UInt16(truncatingIfNeeded: a), UInt16(truncatingIfNeeded: b))
      }
    case .double: result = Lanes.filter2(r, op, mask) { (a: Double, b: Double) in comparison.holds(a, b) }
    case .half:
      result = Lanes.filter2(r, op, mask) { (a: UInt32, b: UInt32) in
        F16.compare(comparison, UInt16(truncatingIfNeeded: a), UInt16(truncatingIfNeeded: b), modifiers)
      }
    case .brain:
      result = Lanes.filter2(r, op, mask) { (a: UInt32, b: UInt32) in
        BF16.compare(comparison, UInt16(truncatingIfNeeded: a), UInt16(truncatingIfNeeded: b), modifiers)
      }
    default: return runRare(r, predicates, op, mask)
    }
    let flags = op.pointee.flags
    if flags == 0 {
      write(predicates, op.pointee.d, mask, result)
      if op.pointee.e != FixedPredicate.sink { write(predicates, op.pointee.e, mask, ~result) }
    } else {
      let other = predicates[Int(op.pointee.c)] ^ (flags & 4 != 0 ? ~0 : 0)
      write(predicates, op.pointee.d, mask, combined(result, other, flags & 3))
      if op.pointee.e != FixedPredicate.sink {
        write(predicates, op.pointee.e, mask, combined(~result, other, flags & 3))
      }
    }
  }

  @inline(__always)
  private static func combined(_ a: UInt32, _ b: UInt32, _ how: UInt16) -> UInt32 {
    switch how {
    case 1: a & b
    case 2: a | b
    case 3: a ^ b
    default: a
    }
  }

  @inline(__always)
  static func write(_ predicates: Predicates, _ index: Int32, _ mask: UInt32, _ value: UInt32) {
    predicates[Int(index)] = (predicates[Int(index)] & ~mask) | (value & mask)
  }

  private static func signed(_ r: Lanes.Registers, _ op: Op, _ comparison: Comparison) -> UInt32 {
    switch comparison {
    case .eq: return Lanes.lanes2(r, op) { unsafeBitCast($0 .== $1, to: Vector.self) }
    case .ne: return ~Lanes.lanes2(r, op) { unsafeBitCast($0 .== $1, to: Vector.self) }
    case .lt: return Lanes.lanes2(r, op) { below($0, $1) }
    case .ge: return ~Lanes.lanes2(r, op) { below($0, $1) }
    case .gt: return Lanes.lanes2(r, op) { below($1, $0) }
    default: return ~Lanes.lanes2(r, op) { below($1, $0) }
    }
  }

  private static func unsigned(_ r: Lanes.Registers, _ op: Op, _ comparison: Comparison) -> UInt32 {
    let sign = Vector(repeating: 0x8000_0000)
    switch comparison {
    case .eq: return Lanes.lanes2(r, op) { unsafeBitCast($0 .== $1, to: Vector.self) }
    case .ne: return ~Lanes.lanes2(r, op) { unsafeBitCast($0 .== $1, to: Vector.self) }
    case .lt, .lo: return Lanes.lanes2(r, op) { below($0 ^ sign, $1 ^ sign) }
    case .ge, .hs: return ~Lanes.lanes2(r, op) { below($0 ^ sign, $1 ^ sign) }
    case .gt, .hi: return Lanes.lanes2(r, op) { below($1 ^ sign, $0 ^ sign) }
    default: return ~Lanes.lanes2(r, op) { below($1 ^ sign, $0 ^ sign) }
    }
  }

  @inline(__always)
  private static func below(_ a: Vector, _ b: Vector) -> Vector {
    let (x, y) = (unsafeBitCast(a, to: SIMD4<Int32>.self), unsafeBitCast(b, to: SIMD4<Int32>.self))
    return unsafeBitCast(x .< y, to: Vector.self)
  }

  private static func float(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ comparison: Comparison) -> UInt32 {
    typealias Floats = SIMD4<Float>
    @inline(__always)
    func lanes(_ body: (Floats, Floats) -> SIMDMask<SIMD4<Int32>>) -> UInt32 {
      Lanes.lanes2(r, op) {
        unsafeBitCast(body(unsafeBitCast($0, to: Floats.self), unsafeBitCast($1, to: Floats.self)), to: Vector.self)
      }
    }
    switch comparison {
    case .eq: return lanes { $0 .== $1 }
    case .lt, .lo: return lanes { $0 .< $1 }
    case .le, .ls: return lanes { $0 .<= $1 }
    case .gt, .hi: return lanes { $1 .< $0 }
    case .ge, .hs: return lanes { $1 .<= $0 }
    case .neu: return ~lanes { $0 .== $1 }
    case .geu: return ~lanes { $0 .< $1 }
    case .gtu: return ~lanes { $0 .<= $1 }
    case .leu: return ~lanes { $1 .< $0 }
    case .ltu: return ~lanes { $1 .<= $0 }
    default: return Lanes.filter2(r, op, mask) { (a: Float, b: Float) in comparison.holds(a, b) }
    }
  }
}

/// Comparisons of pairs, tests of numbers, and operations on predicates alone.
extension CompareExecution {
  /// Runs one operation on the active lanes.
  static func runRare(_ r: Lanes.Registers, _ predicates: Predicates, _ op: Op, _ mask: UInt32) {
    let modifiers = FloatModifiers(rawValue: op.pointee.modifiers)
    let comparison = unsafeBitCast(op.pointee.variant, to: Comparison.self)
    let flags = op.pointee.flags
    let (a, b) = (Int(op.pointee.a), Int(op.pointee.b))
    let first = { predicates[a] ^ (flags & 1 != 0 ? ~0 : 0) }
    let second = { predicates[b] ^ (flags & 2 != 0 ? ~0 : 0) }
    switch unsafeBitCast(op.pointee.code, to: CompareOperation.self) {
    case .move: write(predicates, op.pointee.d, mask, first())
    case .not: write(predicates, op.pointee.d, mask, ~first())
    case .and: write(predicates, op.pointee.d, mask, first() & second())
    case .or: write(predicates, op.pointee.d, mask, first() | second())
    case .xor: write(predicates, op.pointee.d, mask, first() ^ second())
    case .halfPair:
      pairs(r, predicates, op, mask) { F16.compare(comparison, $0, $1, modifiers) }
    case .brainPair:
      pairs(r, predicates, op, mask) { BF16.compare(comparison, $0, $1, modifiers) }
    case .expand:
      let d = Lanes.slot(r, op.pointee.d, as: UInt32.self)
      let ones: UInt32 = op.pointee.variant == 1 ? 0x3F80_0000 : ~0
      let lanes = predicates[a]
      Lanes.each(mask) { d[$0] = lanes >> UInt32($0) & 1 == 1 ? ones : 0 }
    case .expandPair:
      let d = Lanes.slot(r, op.pointee.d, as: UInt32.self)
      let ones: UInt32 = op.pointee.variant == 0 ? 0xFFFF : op.pointee.variant == 1 ? 0x3C00 : 0x3F80
      let (low, high) = (predicates[a], predicates[b])
      Lanes.each(mask) { lane in
        d[lane] = (low >> UInt32(lane) & 1) * ones | ((high >> UInt32(lane) & 1) * ones) << 16
      }
    case .property:
      let property = unsafeBitCast(op.pointee.variant, to: FloatProperty.self)
      let result = Lanes.filter2(r, op, mask) { (a: UInt32, _: UInt32) in FloatFormat.f32.test(property, UInt64(a)) }
      write(predicates, op.pointee.d, mask, result)
    case .propertyDouble:
      let property = unsafeBitCast(op.pointee.variant, to: FloatProperty.self)
      let result = Lanes.filter2(r, op, mask) { (a: UInt64, _: UInt64) in FloatFormat.f64.test(property, a) }
      write(predicates, op.pointee.d, mask, result)
    default: preconditionFailure("a comparison that is run elsewhere")
    }
  }

  /// The lower halves decide `d`, the upper ones `e`.
  private static func pairs(
    _ r: Lanes.Registers, _ predicates: Predicates, _ op: Op, _ mask: UInt32, _ body: (UInt16, UInt16) -> Bool
  ) {
    let low = Lanes.filter2(r, op, mask) { (a: UInt32, b: UInt32) in body(Packed.low(a), Packed.low(b)) }
    let high = Lanes.filter2(r, op, mask) { (a: UInt32, b: UInt32) in body(Packed.high(a), Packed.high(b)) }
    let other = predicates[Int(op.pointee.c)] ^ (op.pointee.flags & 4 != 0 ? ~0 : 0)
    func combine(_ a: UInt32) -> UInt32 {
      switch op.pointee.flags & 3 {
      case 1: a & other
      case 2: a | other
      case 3: a ^ other
      default: a
      }
    }
    write(predicates, op.pointee.d, mask, combine(low))
    write(predicates, op.pointee.e, mask, combine(high))
  }
}

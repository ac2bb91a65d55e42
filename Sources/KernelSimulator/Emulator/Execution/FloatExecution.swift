/// Runs operations of single precision.
enum FloatExecution {
  typealias Op = Lanes.Op
  typealias Vector = Lanes.Vector

  /// Runs one operation on the active lanes.
  static func run(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32) {
    let modifiers = FloatModifiers(rawValue: op.pointee.modifiers)
    let isPlain = op.pointee.rounding == 0 && modifiers.isSubset(of: .flushSubnormals)
    switch unsafeBitCast(op.pointee.code, to: FloatOperation.self) {
    case .add where isPlain: plain2(r, op, mask, modifiers) { $0 + $1 }
    case .subtract where isPlain: plain2(r, op, mask, modifiers) { $0 - $1 }
    case .multiply where isPlain: plain2(r, op, mask, modifiers) { $0 * $1 }
    case .fusedMultiplyAdd where isPlain: fused(r, op, mask, modifiers)
    case .absolute where modifiers.isEmpty: Lanes.vector1(r, op, mask) { $0 & Vector(repeating: 0x7FFF_FFFF) }
    case .negate where modifiers.isEmpty: Lanes.vector1(r, op, mask) { $0 ^ Vector(repeating: 0x8000_0000) }
    default: runRare(r, op, mask, modifiers)
    }
  }

  /// Four results with the canonical NaN, and with zeros for subnormal numbers where asked for.
  @inline(__always)
  private static func finished(_ value: SIMD4<Float>, _ isFlushed: Bool) -> Vector {
    let isNaN = unsafeBitCast(value .!= value, to: Vector.self)
    let bits = unsafeBitCast(value, to: Vector.self)
    let result = (bits & ~isNaN) | (Vector(repeating: F32.canonicalNaN) & isNaN)
    return isFlushed ? flushed(result) : result
  }

  @inline(__always)
  private static func flushed(_ bits: Vector) -> Vector {
    let isSmall = unsafeBitCast((bits & Vector(repeating: 0x7F80_0000)) .== Vector(), to: Vector.self)
    return bits & (Vector(repeating: 0x8000_0000) | ~isSmall)
  }

  /// Rounded to the nearest, which is what the host does.
  @inline(__always)
  private static func plain2(
    _ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ modifiers: FloatModifiers,
    _ body: (SIMD4<Float>, SIMD4<Float>) -> SIMD4<Float>
  ) {
    if modifiers.isEmpty {
      Lanes.vector2(r, op, mask) {
        finished(body(unsafeBitCast($0, to: SIMD4<Float>.self), unsafeBitCast($1, to: SIMD4<Float>.self)), false)
      }
    } else {
      Lanes.vector2(r, op, mask) {
        let (a, b) = (flushed($0), flushed($1))
        return finished(body(unsafeBitCast(a, to: SIMD4<Float>.self), unsafeBitCast(b, to: SIMD4<Float>.self)), true)
      }
    }
  }

  /// `fma` in double precision: the product is exact there, and the sum, rounded twice, can only differ where the first
  /// rounding lands half way between two singles or below the smallest normal one. Those lanes are computed again.
  private static func fused(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, _ modifiers: FloatModifiers) {
    let d = Lanes.slot(r, op.pointee.d, as: UInt32.self)
    let a = Lanes.slot(r, op.pointee.a, as: UInt32.self)
    let b = Lanes.slot(r, op.pointee.b, as: UInt32.self)
    let c = Lanes.slot(r, op.pointee.c, as: UInt32.self)
    if modifiers.isEmpty {
      Lanes.each(mask) { lane in
        let product = Double(Float(bitPattern: a[lane])) * Double(Float(bitPattern: b[lane]))
        let sum = product + Double(Float(bitPattern: c[lane]))
        let bits = sum.bitPattern
        let isDoubtful = bits & 0x1FFF_FFFF == 0x1000_0000 || bits & 0x7FFF_FFFF_FFFF_FFFF &- 1 < 0x380F_FFFF_FFFF_FFFF
        if isDoubtful {
          d[lane] = F32.fma(a[lane], b[lane], c[lane])
        } else {
          let result = Float(sum)
          d[lane] = result.isNaN ? F32.canonicalNaN : result.bitPattern
        }
      }
    } else {
      Lanes.each(mask) { d[$0] = F32.fma(a[$0], b[$0], c[$0], .nearestEven, .flushSubnormals) }
    }
  }
}

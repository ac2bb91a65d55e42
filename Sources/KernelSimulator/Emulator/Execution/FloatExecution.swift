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
    if modifiers.isEmpty {
      fused(r, op, mask, isFlushed: false)
    } else {
      fused(r, op, mask, isFlushed: true)
    }
  }

  @inline(__always)
  private static func fused(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32, isFlushed: Bool) {
    let d = Lanes.slot(r, op.pointee.d, as: Vector.self)
    let a = Lanes.slot(r, op.pointee.a, as: Vector.self)
    let b = Lanes.slot(r, op.pointee.b, as: Vector.self)
    let c = Lanes.slot(r, op.pointee.c, as: Vector.self)
    for chunk in 0..<8 {
      let x = isFlushed ? flushed(a[chunk]) : a[chunk]
      let y = isFlushed ? flushed(b[chunk]) : b[chunk]
      let z = isFlushed ? flushed(c[chunk]) : c[chunk]
      let sum = widened(x) * widened(y) + widened(z)
      var value: Vector
      if isDoubtful(sum) {
        value = fusedAgain(x, y, z, isFlushed)
      } else {
        value = finished(SIMD4<Float>(Float(sum.x), Float(sum.y), Float(sum.z), Float(sum.w)), isFlushed)
      }
      if mask == ~0 { d[chunk] = value } else { Lanes.blend(d, chunk, mask, value) }
    }
  }

  @inline(__always)
  private static func widened(_ bits: Vector) -> SIMD4<Double> {
    let values = unsafeBitCast(bits, to: SIMD4<Float>.self)
    return SIMD4<Double>(Double(values.x), Double(values.y), Double(values.z), Double(values.w))
  }

  /// Kept out of the loop, whose values would not stay in registers beside it.
  @inline(never)
  private static func fusedAgain(_ a: Vector, _ b: Vector, _ c: Vector, _ isFlushed: Bool) -> Vector {
    let modifiers: FloatModifiers = isFlushed ? .flushSubnormals : []
    var result = Vector()
    for lane in 0..<4 { result[lane] = F32.fma(a[lane], b[lane], c[lane], .nearestEven, modifiers) }
    return result
  }

  /// Whether one of four sums lies half way between two singles, or between 0 and the smallest normal one.
  ///
  /// Doubles are looked at as pairs of words: the lower says whether the 29 bits that are cut off are just a half, the
  /// upper whether the magnitude is too small.
  @inline(__always)
  private static func isDoubtful(_ sums: SIMD4<Double>) -> Bool {
    typealias Words = SIMD8<Int32>
    let (most, least) = (Int32.max, Int32.min)
    let kept: Int32 = 0x1FFF_FFFF
    let words = unsafeBitCast(sums, to: Words.self) & Words(kept, most, kept, most, kept, most, kept, most)
    let half: Int32 = 0x1000_0000
    let isHalf = words .== Words(half, -1, half, -1, half, -1, half, -1)
    let normal: Int32 = 0x3810_0000
    let isAbove = words .> Words(most, 0, most, 0, most, 0, most, 0)
    let isBelow = words .< Words(least, normal, least, normal, least, normal, least, normal)
    let doubts = unsafeBitCast(isHalf .| (isAbove .& isBelow), to: SIMD4<UInt64>.self)
    return doubts.x | doubts.y | doubts.z | doubts.w != 0
  }
}

import PTX

/// Runs conversions.
enum ConvertExecution {
  typealias Op = Lanes.Op
  typealias Vector = Lanes.Vector

  /// Runs one operation on the active lanes.
  static func run(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32) {
    let flags = op.pointee.flags
    switch unsafeBitCast(op.pointee.code, to: ConvertOperation.self) {
    case .scalar: scalar(r, op, mask)
    case .extend:
      let shift = UInt32(32 - op.pointee.variant)
      let kept = Vector(repeating: flags & 2 != 0 ? 0xFFFF : ~0)
      if flags & 1 != 0 {
        Lanes.vector1(r, op, mask) {
          let moved = unsafeBitCast($0 &<< shift, to: SIMD4<Int32>.self) &>> Int32(shift)
          return unsafeBitCast(moved, to: Vector.self) & kept
        }
      } else {
        Lanes.vector1(r, op, mask) { (($0 &<< shift) &>> shift) & kept }
      }
    case .extendWide:
      let shift = UInt64(64 - op.pointee.variant)
      if flags & 1 != 0 {
        Lanes.map1(r, op, mask) { (a: UInt32) -> UInt64 in
          UInt64(bitPattern: Int64(bitPattern: UInt64(a) &<< shift) &>> Int64(shift))
        }
      } else {
        Lanes.map1(r, op, mask) { (a: UInt32) -> UInt64 in (UInt64(a) &<< shift) &>> shift }
      }
    case .shorten:
      let shift = UInt32(32 - op.pointee.variant)
      let kept: UInt32 = flags & 2 != 0 ? 0xFFFF : ~0
      let isSigned = flags & 1 != 0
      Lanes.map1(r, op, mask) { (a: UInt64) -> UInt32 in
        let moved = UInt32(truncatingIfNeeded: a) &<< shift
        let value = isSigned ? UInt32(bitPattern: Int32(bitPattern: moved) &>> Int32(shift)) : moved &>> shift
        return value & kept
      }
    case .floatFromSigned: Lanes.map1(r, op, mask) { (a: Int32) -> Float in Float(a) }
    case .floatFromUnsigned: Lanes.map1(r, op, mask) { (a: UInt32) -> Float in Float(a) }
    case .doubleFromFloat:
      Lanes.map1(r, op, mask) { (a: UInt32) -> UInt64 in Conversion.convert(UInt64(a), from: .f32, to: .f64) }
    case .floatFromBrain:
      Lanes.map1(r, op, mask) { (a: UInt32) -> UInt32 in
        let bits = a << 16
        return bits & 0x7FFF_FFFF > 0x7F80_0000 ? F32.canonicalNaN : bits
      }
    case .floatFromHalf:
      Lanes.map1(r, op, mask) { (a: UInt32) -> UInt32 in
        let value = F16.value(UInt16(truncatingIfNeeded: a))
        return value.isNaN ? F32.canonicalNaN : value.bitPattern
      }
    case .brainFromFloat:
      Lanes.map1(r, op, mask) { (a: UInt32) -> UInt32 in brain(a) }
    case .halfFromFloat:
      Lanes.map1(r, op, mask) { (a: UInt32) -> UInt32 in UInt32(F16.rounded(Double(Float(bitPattern: a)))) }
    default: packed(r, op, mask)
    }
  }

  /// A single as bf16, to the nearest.
  @inline(__always)
  private static func brain(_ a: UInt32) -> UInt32 {
    if a & 0x7FFF_FFFF > 0x7F80_0000 { return 0x7FFF }
    return (a &+ 0x7FFF &+ (a >> 16 & 1)) >> 16
  }

  private static func scalar(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32) {
    let destination = unsafeBitCast(op.pointee.variant, to: PTXType.self)
    let source = unsafeBitCast(UInt8(truncatingIfNeeded: op.pointee.flags), to: PTXType.self)
    let toIntegral = op.pointee.flags & 0x100 != 0
    let rounding = unsafeBitCast(op.pointee.rounding, to: RoundingMode.self)
    let modifiers = FloatModifiers(rawValue: op.pointee.modifiers)
    let isSourceWide = op.pointee.c == 64
    let bits = op.pointee.e
    Lanes.each(mask) { lane in
      let value =
        isSourceWide
        ? Lanes.slot(r, op.pointee.a, as: UInt64.self)[lane]
        : UInt64(Lanes.slot(r, op.pointee.a, as: UInt32.self)[lane])
      let result = Conversion.convert(
        value, from: source, to: destination, rounding: rounding, toIntegral: toIntegral, modifiers: modifiers)
      switch bits {
      case 64: Lanes.slot(r, op.pointee.d, as: UInt64.self)[lane] = result
      case 32: Lanes.slot(r, op.pointee.d, as: UInt32.self)[lane] = UInt32(truncatingIfNeeded: result)
      default: Lanes.slot(r, op.pointee.d, as: UInt32.self)[lane] = UInt32(truncatingIfNeeded: result) & 0xFFFF
      }
    }
  }

  private static func packed(_ r: Lanes.Registers, _ op: Op, _ mask: UInt32) {
    let modifiers = FloatModifiers(rawValue: op.pointee.modifiers)
    let rounding = unsafeBitCast(op.pointee.rounding, to: RoundingMode.self)
    let isSecond = op.pointee.variant == 1
    let halves: FloatFormat = op.pointee.flags & 1 != 0 ? .bf16 : .f16
    let bytes: FloatFormat = isSecond ? .e5m2 : .e4m3
    switch unsafeBitCast(op.pointee.code, to: ConvertOperation.self) {
    case .packHalves where isSecond && rounding == .nearestEven && modifiers.isEmpty:
      Lanes.map2(r, op, mask) { (a: UInt32, b: UInt32) -> UInt32 in brain(a) << 16 | brain(b) }
    case .packHalves:
      let format: FloatFormat = isSecond ? .bf16 : .f16
      Lanes.map2(r, op, mask) { (a: UInt32, b: UInt32) -> UInt32 in
        Conversion.packHalves(a, b, to: format, rounding: rounding, modifiers: modifiers)
      }
    case .packBytes:
      Lanes.map2(r, op, mask) { (a: UInt32, b: UInt32) -> UInt32 in
        UInt32(Conversion.packBytes(a, b, to: bytes, rounding: rounding, modifiers: modifiers))
      }
    case .packBytesOfHalves:
      Lanes.map1(r, op, mask) { (a: UInt32) -> UInt32 in
        UInt32(Conversion.packBytes(halves: a, of: halves, to: bytes, modifiers: modifiers))
      }
    case .unpackBytes:
      Lanes.map1(r, op, mask) { (a: UInt32) -> UInt32 in
        Conversion.unpackBytes(UInt16(truncatingIfNeeded: a), of: bytes, to: halves, modifiers: modifiers)
      }
    default:
      Lanes.map1(r, op, mask) { (a: UInt32) -> UInt32 in
        Conversion.tf32(a, rounding: rounding, modifiers: modifiers)
      }
    }
  }
}

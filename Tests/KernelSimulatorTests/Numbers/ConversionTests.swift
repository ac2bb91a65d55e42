import PTX
import Testing

@testable import KernelSimulator

/// `cvt` against exact numbers that are rounded by definition.
struct ConversionTests {
  static let formats: [(PTXType, BinaryFormat)] = [(.f16, .f16), (.bf16, .bf16), (.f32, .f32), (.f64, .f64)]
  static let integers: [PTXType] = [.u8, .s8, .u16, .s16, .u32, .s32, .u64, .s64]

  @Test(arguments: formats.indices, formats.indices)
  func floatToFloat(source: Int, destination: Int) {
    let ((from, oldFormat), (to, newFormat)) = (Self.formats[source], Self.formats[destination])
    let values = EdgeValues.floats(oldFormat) + F32Tests.samples(300, seed: 31, width: oldFormat.width)
    for (mode, direction) in F32Tests.directions {
      for bits in values where !oldFormat.isNaN(bits) {
        let sign = bits & oldFormat.sign == 0 ? 0 : newFormat.sign
        let expected: UInt64
        if oldFormat.isInfinite(bits) {
          expected = sign | newFormat.infinity
        } else if bits & (oldFormat.sign - 1) == 0 {
          expected = sign
        } else {
          expected = newFormat.round(oldFormat.value(bits), direction)
        }
        #expect(Conversion.convert(bits, from: from, to: to, rounding: mode) == expected, "\(from) \(to) \(bits)")
      }
    }
    #expect(newFormat.isNaN(Conversion.convert(oldFormat.infinity + 1, from: from, to: to)))
  }

  @Test(arguments: formats.indices, integers)
  func floatToInteger(source: Int, type: PTXType) {
    let (from, format) = Self.formats[source]
    let values = EdgeValues.floats(format) + F32Tests.samples(300, seed: 32, width: format.width)
    let (low, high) = Self.range(type)
    for (mode, direction) in F32Tests.directions {
      for bits in values {
        let expected: Int128
        if format.isNaN(bits) {
          expected = from == .f64 || type.bits == 64 ? (type.isSigned ? low : 1 << Int128(type.bits - 1)) : 0
        } else if format.isInfinite(bits) {
          expected = bits & format.sign == 0 ? high : low
        } else {
          expected = min(max(Self.whole(format.value(bits), direction, bound: 1 << 70), low), high)
        }
        let result = Conversion.convert(bits, from: from, to: type, rounding: mode)
        #expect(result == UInt64(truncatingIfNeeded: expected), "\(from) \(bits) to \(type) \(direction)")
      }
    }
  }

  @Test(arguments: integers, formats.indices)
  func integerToFloat(type: PTXType, destination: Int) {
    let (to, format) = Self.formats[destination]
    for bits in EdgeValues.integers(type.bits) + F32Tests.samples(200, seed: 33, width: type.bits) {
      let value = Self.value(bits, type)
      for (mode, direction) in F32Tests.directions {
        let expected = format.round(Dyadic(value), direction)
        #expect(Conversion.convert(bits, from: type, to: to, rounding: mode) == expected, "\(type) \(bits) to \(to)")
      }
    }
  }

  @Test(arguments: integers, integers)
  func integerToInteger(from: PTXType, to: PTXType) {
    let (low, high) = Self.range(to)
    for bits in EdgeValues.integers(from.bits) {
      let value = Self.value(bits, from)
      let clamped = Conversion.convert(bits, from: from, to: to, modifiers: .saturate)
      #expect(clamped == UInt64(truncatingIfNeeded: min(max(value, low), high)))
      let cut = Conversion.convert(bits, from: from, to: to)
      #expect(cut & UInt64.max >> UInt64(64 - to.bits) == bitsOf(value, to))
    }
  }

  private func bitsOf(_ value: Int128, _ type: PTXType) -> UInt64 {
    UInt64(truncatingIfNeeded: value) & UInt64.max >> UInt64(64 - type.bits)
  }

  @Test func integralFloats() {
    for (mode, direction) in F32Tests.directions {
      for bits in EdgeValues.floats(.f32) where !BinaryFormat.f32.isNaN(bits) && !BinaryFormat.f32.isInfinite(bits) {
        let result = Conversion.convert(bits, from: .f32, to: .f32, rounding: mode, toIntegral: true)
        let whole = Self.whole(BinaryFormat.f32.value(bits), direction, bound: 1 << 120)
        let isHuge = abs(Float(bitPattern: UInt32(bits))) >= 0x1p24
        let expected = isHuge ? bits : bits & 1 << 31 | BinaryFormat.f32.round(Dyadic(whole), .nearestEven)
        #expect(result == expected)
      }
    }
  }

  @Test func flushingAndSaturation() {
    func f32(_ bits: UInt64, to: PTXType, _ modifiers: FloatModifiers, up: Bool = false) -> UInt64 {
      Conversion.convert(bits, from: .f32, to: to, rounding: up ? .up : .nearestEven, modifiers: modifiers)
    }
    #expect(f32(1, to: .u32, .flushSubnormals, up: true) == 0)
    #expect(f32(1, to: .u32, [], up: true) == 1)
    #expect(f32(0x8000_0001, to: .f32, .flushSubnormals) == 0x8000_0000)
    #expect(f32(0x3F80_0001, to: .f32, .saturate) == 0x3F80_0000)
    #expect(f32(0x7FC0_0000, to: .f32, .saturate) == 0)
    #expect(f32(0xBF80_0000, to: .f16, .relu) == 0)
    #expect(f32(0x7FC0_0000, to: .f16, .relu) == 0x7FFF)
    #expect(f32(0x7F80_0000, to: .f16, .saturateFinite) == 0x7BFF)
    #expect(f32(0xFF80_0000, to: .bf16, .saturateFinite) == 0xFF7F)
    let tiny = Conversion.convert(0x3690_0000_0000_0000, from: .f64, to: .f32, modifiers: .flushSubnormals)
    #expect(tiny == 0)
    // A NaN keeps its payload in double precision.
    #expect(f32(0x7F80_0001, to: .f64, []) == 0x7FF8_0000_2000_0000)
  }

  @Test(arguments: [(FloatFormat.e4m3, BinaryFormat.e4m3), (.e5m2, .e5m2)])
  func bytes(format: FloatFormat, definition: BinaryFormat) {
    for code in UInt64(0)..<256 where !definition.isNaN(code) {
      let half = Conversion.unpackBytes(UInt16(code) << 8, of: format)
      #expect(half & 0xFFFF == 0)
      if definition.isInfinite(code) {
        #expect(half >> 16 & 0x7FFF == 0x7C00)
      } else {
        #expect(Dyadic.compare(BinaryFormat.f16.value(UInt64(half >> 16)), definition.value(code)) == 0)
      }
      let element = format.exponentBits == 4 ? TensorElement.e4m3 : .e5m2
      #expect(element.value(UInt32(code)) == format.value(code))
    }
    #expect(Conversion.unpackBytes(0x7F00, of: format) == 0x7FFF_0000)
    for bits in UInt16.min...UInt16.max {
      let result = UInt64(Conversion.packBytes(halves: UInt32(bits), of: .f16, to: format) & 0xFF)
      let single = Float(Float16(bitPattern: bits)).bitPattern
      #expect(Conversion.packBytes(single, 0, to: format) >> 8 == result)
      let wide = UInt64(bits)
      if BinaryFormat.f16.isNaN(wide) {
        #expect(result == 0x7F)
      } else if BinaryFormat.f16.isInfinite(wide) {
        #expect(result == definition.largest | (bits >> 15 == 1 ? 0x80 : 0))
      } else if bits & 0x7FFF != 0 {
        let expected = definition.round(BinaryFormat.f16.value(wide), .nearestEven, isSaturating: true)
        #expect(result == expected, "\(bits)")
      }
    }
  }

  @Test func tensorFloats() {
    for (mode, direction) in [
      (RoundingMode.nearestAway, BinaryFormat.Direction.nearestAway), (.towardZero, .towardZero),
    ] {
      for bits in EdgeValues.floats(.f32) + F32Tests.samples(500, seed: 34, width: 32) {
        guard !BinaryFormat.f32.isNaN(bits), !BinaryFormat.f32.isInfinite(bits), bits & 0x7FFF_FFFF != 0 else {
          continue
        }
        let expected = BinaryFormat.tf32.round(BinaryFormat.f32.value(bits), direction) << 13
        #expect(UInt64(Conversion.tf32(UInt32(bits), rounding: mode)) == expected)
      }
    }
    #expect(
      Conversion.packHalves(0x3F80_0000, 0x4000_0000, to: .f16, rounding: .nearestEven, modifiers: []) == 0x3C00_4000)
    #expect(
      Conversion.packHalves(0x3F80_0000, 0xC000_0000, to: .bf16, rounding: .towardZero, modifiers: .relu) == 0x3F80_0000
    )
  }

  /// The least and the greatest value of an integer type.
  static func range(_ type: PTXType) -> (Int128, Int128) {
    let bits = Int128(type.bits)
    return type.isSigned ? (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) : (0, (1 << bits) - 1)
  }

  /// The value of the lowest bits as an integer type.
  static func value(_ bits: UInt64, _ type: PTXType) -> Int128 {
    let unsigned = Int128(bits & UInt64.max >> UInt64(64 - type.bits))
    return type.isSigned && unsigned >> Int128(type.bits - 1) & 1 == 1 ? unsigned - (1 << Int128(type.bits)) : unsigned
  }

  /// A number as an integer, found by bisection between bounds; beyond them the bound itself.
  static func whole(_ number: Dyadic, _ direction: BinaryFormat.Direction, bound: Int128) -> Int128 {
    func order(_ candidate: Int128) -> Int { Dyadic.compare(Dyadic(candidate), number) }
    if order(-bound) > 0 { return -bound }
    if order(bound) < 0 { return bound }
    var (low, high) = (-bound, bound)
    while high - low > 1 {
      let middle = (low + high) >> 1
      if order(middle) <= 0 { low = middle } else { high = middle }
    }
    if order(low) == 0 { return low }
    if order(high) == 0 { return high }
    let half = Dyadic.compare(Dyadic(BigInteger(low + high), -1), number)
    switch direction {
    case .down: return low
    case .up: return high
    case .towardZero: return number.signum > 0 ? low : high
    case .nearestEven: return half > 0 || (half == 0 && low & 1 == 0) ? low : high
    case .nearestAway: return half > 0 || (half == 0 && number.signum < 0) ? low : high
    }
  }
}

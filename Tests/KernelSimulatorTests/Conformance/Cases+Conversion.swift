/// `cvt` between all scalar types, and to and from packed ones.
extension InstructionCases {
  static let floatTypes: [FloatDefinition] = [.f16, .bf16, .f32, .f64]

  static var integerConversions: [InstructionCases] {
    var cases: [InstructionCases] = []
    for source in IntegerType.withBytes {
      for destination in IntegerType.withBytes {
        let (from, to) = (
          source.width == 8 ? .b16 : source.register, destination.width == 8 ? .b32 : destination.register
        )
        let values = source.edges.map { [$0] }
        /// A register wider than the type gets the value extended by its sign.
        func extended(_ value: Int128) -> UInt64 {
          destination.width == 8
            ? IntegerType(width: 32, isSigned: true).bits(destination.value(destination.bits(value)))
            : destination.bits(value)
        }
        cases.append(
          InstructionCases("cvt.\(destination.name).\(source.name)", to, [from], values) { x in
            .bits(extended(source.value(x[0])))
          })
        if destination.least > source.least || destination.greatest < source.greatest {
          cases.append(
            InstructionCases("cvt.sat.\(destination.name).\(source.name)", to, [from], values) { x in
              .bits(extended(destination.clamped(source.value(x[0]))))
            })
        }
      }
    }
    return cases
  }

  static var floatToInteger: [InstructionCases] {
    var cases: [InstructionCases] = []
    for source in floatTypes {
      let values = (source.edges + halves(source) + F32Tests.samples(40, seed: 61, width: source.format.width)).map {
        [$0]
      }
      // bf16 takes no registers wider than a byte for a byte.
      for destination in source.name == "bf16" ? IntegerType.all : IntegerType.withBytes {
        for (word, direction) in [
          ("rni", BinaryFormat.Direction.nearestEven), ("rzi", .towardZero), ("rmi", .down), ("rpi", .up),
        ] {
          for flushes in source.name == "f32" ? [false, true] : [false] {
            let to: Register = destination.width == 8 ? .b32 : destination.register
            cases.append(
              InstructionCases(
                "cvt.\(word)\(flushes ? ".ftz" : "").\(destination.name).\(source.name)", to, [source.register], values
              ) { x in
                let input = source.input(x[0], .init(flushes: flushes))
                let value: Int128
                if source.isNaN(input) {
                  let isZero = source.name != "f64" && destination.width != 64
                  value = isZero ? 0 : destination.value(1 << UInt64(destination.width - 1))
                } else if source.isInfinite(input) {
                  value = source.isNegative(input) ? destination.least : destination.greatest
                } else {
                  value = destination.clamped(
                    ConversionTests.whole(source.format.value(input), direction, bound: 1 << 70))
                }
                return .bits(
                  destination.width == 8 ? IntegerType(width: 32, isSigned: true).bits(value) : destination.bits(value))
              })
          }
        }
      }
    }
    return cases
  }

  /// Numbers with a fraction of one half, and those next to them.
  private static func halves(_ type: FloatDefinition) -> [UInt64] {
    let unit = type.format.smallestNormal
    let magnitudes: [UInt64] = [type.one - unit, type.one + unit / 2, type.one + unit + unit / 4]
    var values: [UInt64] = []
    for magnitude in magnitudes {
      for neighbour in magnitude - 1...magnitude + 1 { values += [neighbour, neighbour | type.sign] }
    }
    return values
  }

  static var integerToFloat: [InstructionCases] {
    var cases: [InstructionCases] = []
    for source in IntegerType.withBytes {
      let values = (source.edges + F32Tests.samples(30, seed: 62, width: source.width)).map { [$0] }
      let from: Register = source.width == 8 ? .b16 : source.register
      for destination in floatTypes where source.width > 8 || destination.name != "bf16" {
        for (word, direction) in directions {
          cases.append(
            InstructionCases("cvt.\(word).\(destination.name).\(source.name)", destination.register, [from], values) {
              x in
              .bits(destination.format.round(Dyadic(source.value(x[0])), direction))
            })
        }
      }
    }
    return cases
  }

  static var floatToFloat: [InstructionCases] {
    var cases: [InstructionCases] = []
    for source in floatTypes {
      let values = (source.edges + F32Tests.samples(60, seed: 63, width: source.format.width)).map { [$0] }
      for destination in floatTypes where destination.name != source.name {
        // Rounding is written where the destination cannot hold every value.
        let isExact =
          destination.format.fractionBits >= source.format.fractionBits
          && destination.format.exponentBits >= source.format.exponentBits
        for (word, direction) in isExact ? [("", .nearestEven)] : directions.map({ (".\($0.0)", $0.1) }) {
          for saturates in destination.name == "bf16" || source.name == "bf16" ? [false] : [false, true] {
            for flushes in source.name == "f32" || destination.name == "f32" ? [false, true] : [false] {
              if flushes && (source.name == "bf16" || destination.name == "bf16") { continue }
              let suffix = "\(word)\(flushes ? ".ftz" : "")\(saturates ? ".sat" : "")"
              cases.append(
                InstructionCases(
                  "cvt\(suffix).\(destination.name).\(source.name)", destination.register, [source.register], values
                ) { x in
                  let input = source.input(x[0], .init(flushes: flushes && source.name == "f32"))
                  return destination.finished(
                    converted(input, source, destination, direction),
                    .init(flushes: flushes && destination.name == "f32", saturates: saturates))
                })
            }
          }
        }
      }
      if source.name != "bf16" {
        for (word, direction) in [
          ("rni", BinaryFormat.Direction.nearestEven), ("rzi", .towardZero), ("rmi", .down), ("rpi", .up),
        ] {
          cases.append(
            InstructionCases("cvt.\(word).\(source.name).\(source.name)", source.register, [source.register], values) {
              x in
              if source.isNaN(x[0]) { return .anyNaN(source.format) }
              // Beyond the fraction's bits every value is whole.
              let large = Dyadic(BigInteger(1), source.format.fractionBits + 1)
              let value = source.isInfinite(x[0]) ? large : source.format.value(x[0] & (source.sign - 1))
              if Dyadic.compare(value, large) >= 0 { return .bits(x[0]) }
              let whole = ConversionTests.whole(source.format.value(x[0]), direction, bound: 1 << 60)
              return .bits(x[0] & source.sign | source.format.round(Dyadic(abs(whole)), .nearestEven))
            })
        }
      }
    }
    return cases
  }

  /// A float in another format, rounded once.
  static func converted(
    _ x: UInt64, _ source: FloatDefinition, _ destination: FloatDefinition, _ direction: BinaryFormat.Direction,
    isFinite: Bool = false
  ) -> UInt64 {
    let sign = source.isNegative(x) ? destination.sign : 0
    if source.isNaN(x) { return destination.sign - 1 }
    if source.isInfinite(x) { return sign | (isFinite ? destination.format.largest : destination.infinity) }
    if source.isZero(x) { return sign }
    return destination.format.round(source.format.value(x), direction, isSaturating: isFinite)
  }

  static var packedConversions: [InstructionCases] {
    var cases: [InstructionCases] = []
    let single = FloatDefinition.f32
    let values = single.edges + F32Tests.samples(40, seed: 64, width: 32) + F32Tests.near(30, seed: 65)
    let pairs = zip(values, values.dropFirst(7) + values.prefix(7)).map { [$0, $1] }
    for destination in [FloatDefinition.f16, .bf16] {
      for (word, direction) in directions.prefix(2) {
        for (form, isRelu, isFinite) in [
          ("", false, false), (".relu", true, false), (".satfinite", false, true), (".relu.satfinite", true, true),
        ] {
          let expected: (UInt64) -> UInt64 = { x in
            let bits = converted(x, single, destination, direction, isFinite: isFinite)
            return isRelu && bits & 0x8000 != 0 ? 0 : bits
          }
          cases.append(
            InstructionCases("cvt.\(word)\(form).\(destination.name)x2.f32", .b32, [.b32, .b32], pairs) { x in
              // The ISA names the NaN only of .relu.
              if !isRelu, single.isNaN(x[0]) || single.isNaN(x[1]) { return .open }
              return .bits(expected(x[0]) << 16 | expected(x[1]))
            })
          cases.append(
            InstructionCases("cvt.\(word)\(form).\(destination.name).f32", .b16, [.b32], values.map { [$0] }) { x in
              !isRelu && single.isNaN(x[0]) ? .anyNaN(destination.format) : .bits(expected(x[0]))
            })
        }
      }
    }
    return cases + bytes(pairs) + tensorFloats(values)
  }

  private static func bytes(_ pairs: [[UInt64]]) -> [InstructionCases] {
    var cases: [InstructionCases] = []
    for destination in [FloatDefinition(format: .e4m3, name: "e4m3"), FloatDefinition(format: .e5m2, name: "e5m2")] {
      for isRelu in [false, true] {
        let relu = isRelu ? ".relu" : ""
        let expected: (UInt64, FloatDefinition) -> UInt64 = { x, source in
          let bits = converted(x, source, destination, .nearestEven, isFinite: true)
          return isRelu && bits & 0x80 != 0 ? 0 : bits
        }
        cases.append(
          InstructionCases("cvt.rn.satfinite\(relu).\(destination.name)x2.f32", .b16, [.b32, .b32], pairs) { x in
            if FloatDefinition.f32.isNaN(x[0]) || FloatDefinition.f32.isNaN(x[1]) {
              return destination.name == "e4m3" || isRelu
                ? .bits(expected(x[0], .f32) << 8 | expected(x[1], .f32)) : .open
            }
            return .bits(expected(x[0], .f32) << 8 | expected(x[1], .f32))
          })
        let halves = FloatDefinition.f16.edges + F32Tests.samples(60, seed: 66, width: 16)
        let words = zip(halves, halves.dropFirst(5) + halves.prefix(5)).map { [$0 << 16 | $1] }
        cases.append(
          InstructionCases("cvt.rn.satfinite\(relu).\(destination.name)x2.f16x2", .b16, [.b32], words) { x in
            let (high, low) = (x[0] >> 16, x[0] & 0xFFFF)
            if FloatDefinition.f16.isNaN(high) || FloatDefinition.f16.isNaN(low) { return .open }
            return .bits(expected(high, .f16) << 8 | expected(low, .f16))
          })
        let codes = (UInt64(0)..<256).map { [$0 << 8 | (255 - $0)] }
        cases.append(
          InstructionCases("cvt.rn\(relu).f16x2.\(destination.name)x2", .b32, [.b16], codes) { x in
            let parts = [x[0] >> 8, x[0] & 0xFF]
            if parts.contains(where: { destination.isNaN($0) }) { return .open }
            let halves = parts.map { part -> UInt64 in
              let bits = converted(part, destination, .f16, .nearestEven)
              return isRelu && bits & 0x8000 != 0 ? 0 : bits
            }
            return .bits(halves[0] << 16 | halves[1])
          })
      }
    }
    return cases
  }

  private static func tensorFloats(_ values: [UInt64]) -> [InstructionCases] {
    let tensor = FloatDefinition(format: .tf32, name: "tf32")
    let forms: [(String, BinaryFormat.Direction)] = [("rna", .nearestAway), ("rn", .nearestEven), ("rz", .towardZero)]
    return forms.map { word, direction in
      InstructionCases("cvt.\(word).tf32.f32", .b32, [.b32], values.map { [$0] }) { x in
        if FloatDefinition.f32.isNaN(x[0]) { return .anyNaN(.f32) }
        return .bits(converted(x[0], .f32, tensor, direction) << 13)
      }
    }
  }
}

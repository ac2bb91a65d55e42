import Glibc

/// The approximate instructions: the ISA's tables of special values, and its bounds on the error elsewhere.
extension InstructionCases {
  private static var specials: [UInt64] {
    [0xFF80_0000, 0xBF80_0000, 0x8000_0000, 0, 0x7F80_0000, 0x7FC0_0000]
  }

  /// A function of single precision.
  ///
  /// - Parameters:
  ///   - table: The results of -inf, -1 (nil where the bound holds), -0, +0, +inf; NaN gives NaN. NaN is 1.
  ///   - bounds: What is allowed for a number.
  private static func function(
    _ spelling: String, table: [UInt64?], inputs: [UInt64], bounds: @escaping (Double) -> ClosedRange<Double>
  ) -> InstructionCases {
    let flushes = spelling.contains(".ftz")
    return InstructionCases(spelling, .b32, [.b32], (specials + inputs).map { [$0] }) { x in
      let type = FloatDefinition.f32
      if type.isNaN(x[0]) { return .anyNaN(.f32) }
      let input = type.input(x[0], .init(flushes: flushes))
      if let index = specials.firstIndex(of: input), let result = table[index] {
        return result == 1 ? .anyNaN(.f32) : .bits(result)
      }
      let range = bounds(type.format.double(input))
      // Subnormal results become zeros.
      let isTiny = max(abs(range.lowerBound), abs(range.upperBound)) < 0x1p-126
      return .near(.f32, flushes && isTiny ? min(range.lowerBound, 0)...max(range.upperBound, 0) : range)
    }
  }

  /// Within a number of units in the last place; beyond the largest number lies infinity.
  private static func units(_ count: Double, _ exact: Double) -> ClosedRange<Double> {
    let limit = Double(Float.greatestFiniteMagnitude)
    let unit = exact == 0 || exact.isInfinite ? 0 : max(exp2(floor(log2(abs(exact)))) * 0x1p-23, 0x1p-149)
    let high = abs(exact) + count * unit
    let low = abs(exact) - count * unit
    let range = (low > limit ? Double.infinity : low)...(high > limit ? Double.infinity : high)
    return exact < 0 ? -range.upperBound ... -range.lowerBound : range
  }

  private static func relative(_ bound: Double, _ exact: Double) -> ClosedRange<Double> {
    let error = abs(exact) * bound + 0x1p-149
    return exact - error...exact + error
  }

  static var approximations: [InstructionCases] {
    let (inf, one, sign): (UInt64, UInt64, UInt64) = (0x7F80_0000, 0x3F80_0000, 0x8000_0000)
    let near = F32Tests.near(80, seed: 71)
    let any = F32Tests.samples(120, seed: 72, width: 32).filter {
      !BinaryFormat.f32.isNaN($0) && !BinaryFormat.f32.isInfinite($0)
    }
    let edges = EdgeValues.floats(.f32).filter { !BinaryFormat.f32.isNaN($0) && !BinaryFormat.f32.isInfinite($0) }
    let positive = (near + any + edges).map { $0 & ~sign }.filter { $0 != 0 }
    let angles = (0..<100).map { UInt64(Float(Double($0) * 6.3 - 314).bitPattern) } + near
    var cases: [InstructionCases] = []
    for ftz in ["", ".ftz"] {
      cases += [
        function("ex2.approx\(ftz).f32", table: [0, nil, one, one, inf], inputs: near + angles + edges) {
          units(2, exp2($0))
        },
        function("lg2.approx\(ftz).f32", table: [1, 1, inf | sign, inf | sign, inf], inputs: positive) { x in
          let exact = log2(x)
          return x > 0.5 && x < 2 ? exact - 0x1p-22...exact + 0x1p-22 : relative(0x1p-22, exact)
        },
        function("rcp.approx\(ftz).f32", table: [sign, nil, inf | sign, inf, 0], inputs: near + any + edges) {
          units(1, 1 / $0)
        },
        function("sqrt.approx\(ftz).f32", table: [1, 1, sign, 0, inf], inputs: positive) {
          relative(0x1p-23, $0.squareRoot())
        },
        function("rsqrt.approx\(ftz).f32", table: [1, 1, inf | sign, inf, 0], inputs: positive) {
          relative(exp2(-22.9), 1 / $0.squareRoot())
        },
        function("sin.approx\(ftz).f32", table: [1, nil, sign, 0, 1], inputs: angles) { x in
          let error = abs(x) <= 2 * Double.pi ? exp2(-20.5) : exp2(-14.7)
          return sin(x) - error...sin(x) + error
        },
        function("cos.approx\(ftz).f32", table: [1, nil, one, one, 1], inputs: angles) { x in
          let error = abs(x) <= 2 * Double.pi ? exp2(-20.5) : exp2(-14.7)
          return cos(x) - error...cos(x) + error
        },
      ]
    }
    cases.append(
      function("tanh.approx.f32", table: [one | sign, nil, sign, 0, one], inputs: near + edges + any) {
        relative(0x1p-11, tanh($0))
      })
    return cases + quotients(near) + halfFunctions
  }

  private static func quotients(_ near: [UInt64]) -> [InstructionCases] {
    let type = FloatDefinition.f32
    let pairs = zip(near, near.dropFirst(3)).map { [$0, $1] } + combinations(type.edges, type.edges)
    return ["div.approx.f32", "div.approx.ftz.f32", "div.full.f32", "div.full.ftz.f32"].map { spelling in
      InstructionCases(spelling, .b32, [.b32, .b32], pairs) { x in
        let modifiers = FloatDefinition.Modifiers(flushes: spelling.contains(".ftz"))
        let (a, b) = (type.input(x[0], modifiers), type.input(x[1], modifiers))
        let exact = type.quotient(a, b, .nearestEven, modifiers)
        guard case .bits(let bits) = exact, !type.isZero(a), !type.isZero(b), !type.isInfinite(a), !type.isInfinite(b)
        else {
          let isLarge = spelling.contains("approx") && !type.isInfinite(b) && abs(type.format.double(b)) > 0x1p126
          if isLarge, type.isInfinite(a) { return .anyNaN(.f32) }
          return isLarge && !type.isNaN(a) && !type.isNaN(b) ? .bits((a ^ b) & type.sign) : exact
        }
        let divisor = abs(type.format.double(b))
        if spelling.contains("approx") {
          if divisor > 0x1p126 { return .bits((a ^ b) & type.sign) }
          // The ISA says nothing of smaller divisors.
          if divisor < 0x1p-126 { return .open }
        }
        let quotient = type.format.double(a) / type.format.double(b)
        let range = units(2, quotient)
        if modifiers.flushes, type.isZero(bits) || abs(quotient) < 0x1p-126 {
          return .near(.f32, min(range.lowerBound, 0)...max(range.upperBound, 0))
        }
        return .near(.f32, range)
      }
    }
  }

  private static var halfFunctions: [InstructionCases] {
    let half = F32Tests.samples(100, seed: 73, width: 16) + EdgeValues.floats(.f16)
    let brain = F32Tests.samples(100, seed: 74, width: 16) + EdgeValues.floats(.bf16)
    func power(_ spelling: String, _ type: FloatDefinition, _ inputs: [UInt64], _ bound: Double) -> InstructionCases {
      InstructionCases(spelling, .b16, [.b16], inputs.map { [$0] }) { x in
        if type.isNaN(x[0]) { return .anyNaN(type.format) }
        let input = type.input(x[0], .init(flushes: spelling.contains("ftz")))
        if type.isInfinite(input) { return .bits(type.isNegative(input) ? 0 : type.infinity) }
        if type.isZero(input) { return .bits(type.one) }
        let exact = exp2(type.format.double(input))
        let limit = type.format.double(type.format.largest)
        let least = type.format.double(type.format.smallestNormal)
        if exact < least * 2 { return .near(type.format, 0...least * 2.1) }
        return .near(
          type.format, min(exact * (1 - bound), limit)...(exact * (1 + bound) > limit ? .infinity : exact * (1 + bound))
        )
      }
    }
    func tangent(_ spelling: String, _ type: FloatDefinition, _ inputs: [UInt64], _ bound: Double) -> InstructionCases {
      InstructionCases(spelling, .b16, [.b16], inputs.map { [$0] }) { x in
        if type.isNaN(x[0]) { return .anyNaN(type.format) }
        if type.isZero(x[0]) { return .bits(x[0]) }
        if type.isInfinite(x[0]) { return .bits(x[0] & type.sign | type.one) }
        let exact = tanh(type.format.double(x[0]))
        return .near(type.format, exact - bound...exact + bound)
      }
    }
    return [
      power("ex2.approx.f16", .f16, half, exp2(-9.9)), power("ex2.approx.ftz.bf16", .bf16, brain, 0x1p-7),
      tangent("tanh.approx.f16", .f16, half, exp2(-10.987)), tangent("tanh.approx.bf16", .bf16, brain, 0x1p-8),
    ]
  }
}

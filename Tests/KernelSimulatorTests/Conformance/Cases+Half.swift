/// f16 and bf16, alone and in pairs.
extension InstructionCases {
  static var halfArithmetic: [InstructionCases] {
    var cases: [InstructionCases] = []
    for type in [FloatDefinition.f16, .bf16] {
      let isHalf = type.name == "f16"
      let (pairs, triples) = (part(floatPairs(type), 0, of: 3), part(floatTriples(type), 0, of: 3))
      let forms: [(String, FloatDefinition.Modifiers)] =
        isHalf
        ? [
          ("", .init()), (".ftz", .init(flushes: true)), (".sat", .init(saturates: true)),
          (".ftz.sat", .init(flushes: true, saturates: true)),
        ] : [("", .init())]
      for (form, modifiers) in forms {
        let suffix = ".rn\(form).\(type.name)"
        cases += both("add\(suffix)", type, 2, pairs) { type.fused($0[0], nil, $0[1], .nearestEven, modifiers) }
        cases += both("sub\(suffix)", type, 2, pairs) { x in
          type.fused(x[0], nil, type.isNaN(x[1]) ? x[1] : x[1] ^ type.sign, .nearestEven, modifiers)
        }
        cases += both("mul\(suffix)", type, 2, pairs) { type.fused($0[0], $0[1], nil, .nearestEven, modifiers) }
        cases += both("fma\(suffix)", type, 3, triples) {
          type.fused($0[0], $0[1], $0[2], .nearestEven, modifiers)
        }
      }
      cases += both("fma.rn.relu.\(type.name)", type, 3, triples) { x in
        let result = type.fused(x[0], x[1], x[2], .nearestEven, .init(clampsNegative: true))
        // NaN becomes the canonical NaN.
        if case .anyNaN = result { return .bits(0x7FFF) }
        return result
      }
      for (name, isMaximum) in [("min", false), ("max", true)] {
        for form in ["", ".NaN", ".xorsign.abs"] + (isHalf ? [".ftz"] : []) {
          cases += both("\(name)\(form).\(type.name)", type, 2, pairs) { x in
            type.extreme(
              x[0], x[1], isMaximum: isMaximum, propagates: form == ".NaN", takesXorSign: form == ".xorsign.abs",
              .init(flushes: form == ".ftz"))
          }
        }
      }
      let values = type.edges.map { [$0] }
      cases += both("abs.\(type.name)", type, 1, values) { x in
        type.isNaN(x[0]) ? .anyNaN(type.format) : .bits(x[0] & 0x7FFF)
      }
      cases += both("neg.\(type.name)", type, 1, values) { x in
        type.isNaN(x[0]) ? .anyNaN(type.format) : .bits(x[0] ^ 0x8000)
      }
    }
    return cases
  }

  /// An instruction alone and, as `x2`, on pairs: each half of a pair is tried with the other half at rest.
  private static func both(
    _ spelling: String, _ type: FloatDefinition, _ count: Int, _ inputs: [[UInt64]],
    _ expected: @escaping ([UInt64]) -> Expected
  ) -> [InstructionCases] {
    // Some in the lower half and some in the upper: the other half computes with ones.
    let packed = part(inputs, 0, of: 4).flatMap { tuple in
      [tuple.map { $0 | type.one << 16 }, tuple.map { $0 << 16 | type.one }]
    }
    let ones = [UInt64](repeating: type.one, count: count)
    return [
      InstructionCases(spelling, .b16, Array(repeating: .b16, count: count), inputs, expected),
      InstructionCases("\(spelling)x2", .b32, Array(repeating: .b32, count: count), packed) { x in
        let isLow = x.allSatisfy { $0 >> 16 == type.one }
        let tried = expected(x.map { isLow ? $0 & 0xFFFF : $0 >> 16 })
        guard case .bits(let bits) = tried, case .bits(let rest) = expected(ones) else { return .open }
        return .bits(isLow ? rest << 16 | bits : bits << 16 | rest)
      },
    ]
  }
}

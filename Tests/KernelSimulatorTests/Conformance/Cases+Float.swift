/// Arithmetic of single and double precision in every direction.
extension InstructionCases {
  static let directions: [(String, BinaryFormat.Direction)] = [
    ("rn", .nearestEven), ("rz", .towardZero), ("rm", .down), ("rp", .up),
  ]

  /// Edge values, and numbers near 1 whose products and sums need rounding.
  static func floatPairs(_ type: FloatDefinition) -> [[UInt64]] {
    let near = F32Tests.samples(40, seed: 51, width: type.format.width).map {
      $0 & (type.sign | (type.format.smallestNormal - 1)) | type.one
    }
    return combinations(type.edges, type.edges) + zip(near, near.dropFirst()).map { [$0, $1] }
  }

  /// Every n-th of a list from a start: instructions that differ in one modifier share the operands out between them.
  static func part(_ list: [[UInt64]], _ start: Int, of count: Int) -> [[UInt64]] {
    list.enumerated().filter { $0.offset % count == start % count }.map(\.element)
  }

  static func floatTriples(_ type: FloatDefinition) -> [[UInt64]] {
    let near = F32Tests.samples(60, seed: 52, width: type.format.width).map {
      $0 & (type.sign | (type.format.smallestNormal - 1)) | type.one
    }
    let some = type.edges.enumerated().filter { $0.offset % 3 != 1 }.map(\.element)
    let all = part(combinations(some, some, some), 0, of: 11)
    return all + zip(near, zip(near.dropFirst(), near.dropFirst(2))).map { [$0, $1.0, $1.1] }
  }

  static var floatArithmetic: [InstructionCases] {
    var cases: [InstructionCases] = []
    for type in [FloatDefinition.f32, .f64] {
      let isSingle = type.format.width == 32
      let (pairs, triples) = (floatPairs(type), floatTriples(type))
      let values = (type.edges + F32Tests.samples(60, seed: 53, width: type.format.width)).map { [$0] }
      let r = type.register
      for (number, (word, direction)) in directions.enumerated() {
        for flushes in isSingle ? [false, true] : [false] {
          for saturates in isSingle ? [false, true] : [false] {
            let modifiers = FloatDefinition.Modifiers(flushes: flushes, saturates: saturates)
            let suffix = ".\(word)\(flushes ? ".ftz" : "")\(saturates ? ".sat" : "").\(type.name)"
            let start = number + (flushes ? 1 : 0) + (saturates ? 2 : 0)
            let (pairs, triples) = (part(pairs, start, of: 4), part(triples, start, of: 3))
            cases += [
              InstructionCases("add\(suffix)", r, [r, r], pairs) {
                type.fused($0[0], nil, $0[1], direction, modifiers)
              },
              InstructionCases("sub\(suffix)", r, [r, r], pairs) { x in
                type.fused(x[0], nil, type.isNaN(x[1]) ? x[1] : x[1] ^ type.sign, direction, modifiers)
              },
              InstructionCases("mul\(suffix)", r, [r, r], pairs) {
                type.fused($0[0], $0[1], nil, direction, modifiers)
              },
              InstructionCases("fma\(suffix)", r, [r, r, r], triples) {
                type.fused($0[0], $0[1], $0[2], direction, modifiers)
              },
            ]
            if saturates { continue }
            cases += [
              InstructionCases("div\(suffix)", r, [r, r], pairs) { type.quotient($0[0], $0[1], direction, modifiers) },
              InstructionCases("rcp\(suffix)", r, [r], values) { type.quotient(type.one, $0[0], direction, modifiers) },
              InstructionCases("sqrt\(suffix)", r, [r], values) { type.root($0[0], direction, modifiers) },
            ]
          }
        }
      }
      for (name, isMaximum) in [("min", false), ("max", true)] {
        let forms = isSingle ? ["", ".ftz", ".NaN", ".ftz.NaN", ".xorsign.abs", ".NaN.xorsign.abs"] : [""]
        for form in forms {
          cases.append(
            InstructionCases("\(name)\(form).\(type.name)", r, [r, r], pairs) { x in
              type.extreme(
                x[0], x[1], isMaximum: isMaximum, propagates: form.contains("NaN"),
                takesXorSign: form.contains("xorsign"), .init(flushes: form.contains("ftz")))
            })
        }
      }
      for form in isSingle ? ["", ".ftz"] : [""] {
        let modifiers = FloatDefinition.Modifiers(flushes: form == ".ftz")
        cases += [
          InstructionCases("abs\(form).\(type.name)", r, [r], values) { x in
            type.isNaN(x[0]) ? .anyNaN(type.format) : .bits(type.input(x[0], modifiers) & (type.sign - 1))
          },
          InstructionCases("neg\(form).\(type.name)", r, [r], values) { x in
            type.isNaN(x[0]) ? .anyNaN(type.format) : .bits(type.input(x[0], modifiers) ^ type.sign)
          },
        ]
      }
      cases.append(
        InstructionCases("copysign.\(type.name)", r, [r, r], pairs) { x in
          .bits(x[0] & type.sign | x[1] & (type.sign - 1))
        })
      cases += properties(type, values)
    }
    return cases
  }

  private static func properties(_ type: FloatDefinition, _ values: [[UInt64]]) -> [InstructionCases] {
    let tests: [(String, (UInt64) -> Bool)] = [
      ("finite", { !type.isNaN($0) && !type.isInfinite($0) }), ("infinite", { type.isInfinite($0) }),
      ("number", { !type.isNaN($0) }), ("notanumber", { type.isNaN($0) }),
      ("normal", { !type.isNaN($0) && !type.isInfinite($0) && !type.format.isSubnormal($0) }),
      ("subnormal", { type.format.isSubnormal($0) }),
    ]
    return tests.map { name, holds in
      InstructionCases("testp.\(name).\(type.name)", .pred, [type.register], values) { .bits(holds($0[0]) ? 1 : 0) }
    }
  }
}

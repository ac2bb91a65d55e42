/// `setp`, `set`, `selp` and `slct`.
extension InstructionCases {
  /// The results of an operator where a is less, equal, greater, and where one is NaN.
  static let operators: [(String, String)] = [
    ("eq", "0100"), ("ne", "1010"), ("lt", "1000"), ("le", "1100"), ("gt", "0010"), ("ge", "0110"),
    ("equ", "0101"), ("neu", "1011"), ("ltu", "1001"), ("leu", "1101"), ("gtu", "0011"), ("geu", "0111"),
    ("num", "1110"), ("nan", "0001"),
  ]

  private static func holds(_ table: String, _ column: Int) -> UInt64 { Array(table)[column] == "1" ? 1 : 0 }

  static var comparisons: [InstructionCases] {
    var cases: [InstructionCases] = []
    for type in IntegerType.all {
      let pairs = combinations(type.edges, type.edges)
      let r = type.register
      var forms = operators.prefix(6).map { ($0.0, $0.1) }
      if !type.isSigned { forms += [("lo", "1000"), ("ls", "1100"), ("hi", "0010"), ("hs", "0110")] }
      for (name, table) in forms {
        func result(_ x: [UInt64]) -> UInt64 {
          let (a, b) = (type.value(x[0]), type.value(x[1]))
          return holds(table, a < b ? 0 : a == b ? 1 : 2)
        }
        cases.append(InstructionCases("setp.\(name).\(type.name)", .pred, [r, r], pairs) { .bits(result($0)) })
        if name == "lt" || name == "hs" {
          cases.append(
            InstructionCases("set.\(name).u32.\(type.name)", .b32, [r, r], pairs) { .bits(result($0) * 0xFFFF_FFFF) })
          cases.append(
            InstructionCases("set.\(name).f32.\(type.name)", .b32, [r, r], pairs) { .bits(result($0) * 0x3F80_0000) })
        }
      }
      if type.width > 8, !type.isSigned {
        cases.append(
          InstructionCases("setp.eq.b\(type.width)", .pred, [r, r], pairs) { .bits($0[0] == $0[1] ? 1 : 0) })
      }
    }
    return cases + floatComparisons + combined + selections
  }

  private static var floatComparisons: [InstructionCases] {
    var cases: [InstructionCases] = []
    for type in [FloatDefinition.f32, .f64, .f16, .bf16] {
      let pairs = combinations(type.edges, type.edges)
      let r = type.register
      for (number, (name, table)) in operators.enumerated() {
        let pairs = part(pairs, number, of: 5)
        for flushes in type.name == "f32" || type.name == "f16" ? [false, true] : [false] {
          func result(_ x: [UInt64]) -> UInt64 {
            let (a, b) = (type.input(x[0], .init(flushes: flushes)), type.input(x[1], .init(flushes: flushes)))
            if type.isNaN(a) || type.isNaN(b) { return holds(table, 3) }
            let order = type.isZero(a) && type.isZero(b) ? 0 : type.order(a, b)
            return holds(table, order + 1)
          }
          let suffix = "\(name)\(flushes ? ".ftz" : "")"
          cases.append(InstructionCases("setp.\(suffix).\(type.name)", .pred, [r, r], pairs) { .bits(result($0)) })
          if name == "leu" {
            cases.append(
              InstructionCases("set.\(suffix).u32.\(type.name)", .b32, [r, r], pairs) {
                .bits(result($0) * 0xFFFF_FFFF)
              })
          }
        }
      }
    }
    return cases
  }

  /// A comparison combined with a predicate, and its complement in the second result.
  private static var combined: [InstructionCases] {
    let type = IntegerType(width: 32, isSigned: true)
    let triples = combinations([1, 5, 0xFFFF_FFFF], [1, 5], [0, 1])
    var cases: [InstructionCases] = []
    for (name, combine) in [("and", 0), ("or", 1), ("xor", 2)] {
      for isNegated in [false, true] {
        for isSecond in [false, true] {
          let destination = isSecond ? "%other|%d" : "%d|%other"
          cases.append(
            InstructionCases(
              name: "setp.lt.\(name).s32 \(destination)\(isNegated ? " negated" : "")",
              body: "{ .reg .pred %other; setp.lt.\(name).s32 \(destination), %a, %b, \(isNegated ? "!" : "")%c; }",
              .pred, [.b32, .b32, .pred], triples
            ) { x in
              let isLess: UInt64 = type.value(x[0]) < type.value(x[1]) ? 1 : 0
              let (t, c) = (isSecond ? 1 - isLess : isLess, isNegated ? 1 - x[2] : x[2])
              return .bits(combine == 0 ? t & c : combine == 1 ? t | c : t ^ c)
            })
        }
      }
    }
    return cases
  }

  private static var selections: [InstructionCases] {
    var cases: [InstructionCases] = []
    for (type, r, values): (String, Register, [UInt64]) in [
      ("b16", .b16, [0x1234, 0xFFFF]), ("b32", .b32, [0x1234_5678, 0xFFFF_FFFF]),
      ("f32", .b32, [0x7F80_0001, 0x8000_0000]),
      ("b64", .b64, [0x0123_4567_89AB_CDEF, 1]), ("f64", .b64, [0x7FF0_0000_0000_0001, 0]),
    ] {
      cases.append(
        InstructionCases("selp.\(type)", r, [r, r, .pred], combinations(values, values, [0, 1])) { x in
          .bits(x[2] == 1 ? x[0] : x[1])
        })
      let signs: [UInt64] = [0, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF]
      cases.append(
        InstructionCases("slct.\(type).s32", r, [r, r, .b32], combinations(values, values, signs)) { x in
          .bits(x[2] < 0x8000_0000 ? x[0] : x[1])
        })
      let floats: [UInt64] = [
        0, 0x8000_0000, 1, 0x8000_0001, 0x3F80_0000, 0xBF80_0000, 0x7F80_0000, 0xFF80_0000, 0x7FC0_0000,
      ]
      for flushes in [false, true] {
        cases.append(
          InstructionCases(
            "slct\(flushes ? ".ftz" : "").\(type).f32", r, [r, r, .b32], combinations(values, values, floats)
          ) { x in
            let c = FloatDefinition.f32.input(x[2], .init(flushes: flushes))
            let isLess = FloatDefinition.f32.isNegative(c) && !FloatDefinition.f32.isZero(c)
            return .bits(FloatDefinition.f32.isNaN(c) || isLess ? x[1] : x[0])
          })
      }
    }
    return cases
  }
}

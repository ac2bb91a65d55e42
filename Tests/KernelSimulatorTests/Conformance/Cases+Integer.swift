/// Integer arithmetic: every type, at the ends of its range.
extension InstructionCases {
  static var integerArithmetic: [InstructionCases] {
    IntegerType.all.flatMap { type -> [InstructionCases] in
      let pairs = combinations(type.edges, type.edges)
      let triples = combinations(
        type.edges, Array(type.edges.suffix(8)), [0, 1, type.mask, type.mask / 2, type.mask / 2 + 1])
      let width = Int128(type.width)
      func two(_ spelling: String, _ operation: @escaping (Int128, Int128) -> Int128?) -> InstructionCases {
        InstructionCases("\(spelling).\(type.name)", type.register, [type.register, type.register], pairs) { x in
          operation(type.value(x[0]), type.value(x[1])).map { .bits(type.bits($0)) } ?? .open
        }
      }
      func three(
        _ spelling: String, _ operation: @escaping (Int128, Int128, Int128) -> Int128
      ) -> InstructionCases {
        InstructionCases(
          "\(spelling).\(type.name)", type.register, [type.register, type.register, type.register], triples
        ) { x in .bits(type.bits(operation(type.value(x[0]), type.value(x[1]), type.value(x[2])))) }
      }
      // A product of two 64-bit values can take 128 bits unsigned, of which Int128 keeps those that matter below.
      func high(_ a: Int128, _ b: Int128) -> Int128 {
        if type.width < 64 { return (a * b) >> width }
        let product = BigInteger(a) * BigInteger(b)
        return floorShift64(product)
      }
      var cases = [
        two("add") { $0 + $1 }, two("sub") { $0 - $1 },
        two("mul.lo") { $0 &* $1 },
        two("mul.hi") { high($0, $1) },
        two("div") { a, b in b == 0 ? nil : a / b },
        // The ISA leaves the sign of a remainder of negative numbers to the machine; it follows the dividend.
        two("rem") { a, b in b == 0 ? nil : a % b },
        two("min") { min($0, $1) }, two("max") { max($0, $1) },
        three("sad") { a, b, c in c + abs(a - b) },
        three("mad.lo") { a, b, c in a &* b &+ c },
        three("mad.hi") { a, b, c in high(a, b) + c },
      ]
      if type.isSigned {
        let values = type.edges.map { [$0] }
        cases.append(
          InstructionCases("abs.\(type.name)", type.register, [type.register], values) { x in
            .bits(type.bits(abs(type.value(x[0]))))
          })
        cases.append(
          InstructionCases("neg.\(type.name)", type.register, [type.register], values) { x in
            .bits(type.bits(-type.value(x[0])))
          })
      }
      if type.width < 64 {
        let wide = IntegerType(width: type.width * 2, isSigned: type.isSigned)
        cases.append(
          InstructionCases("mul.wide.\(type.name)", wide.register, [type.register, type.register], pairs) { x in
            .bits(wide.bits(type.value(x[0]) * type.value(x[1])))
          })
        let addends = combinations(type.edges, Array(type.edges.suffix(7)), [0, 1, wide.mask, wide.mask / 2])
        cases.append(
          InstructionCases(
            "mad.wide.\(type.name)", wide.register, [type.register, type.register, wide.register], addends
          ) { x in .bits(wide.bits(type.value(x[0]) * type.value(x[1]) + wide.value(x[2]))) })
      }
      return cases
    }
  }

  /// A product divided by 2^64, toward negative infinity, by its words.
  private static func floorShift64(_ product: BigInteger) -> Int128 {
    var magnitude: Int128 = 0
    for (index, word) in product.words.enumerated().reversed() where index >= 2 {
      magnitude = magnitude << 32 | Int128(word)
    }
    let hasRest = product.words.prefix(2).contains { $0 != 0 }
    return product.signum < 0 ? -magnitude - (hasRest ? 1 : 0) : magnitude
  }

  static var saturatingArithmetic: [InstructionCases] {
    let type = IntegerType(width: 32, isSigned: true)
    let pairs = combinations(type.edges, type.edges)
    let triples = combinations(type.edges, type.edges, [0, 1, 0x7FFF_FFFF, 0x8000_0000])
    func s(_ bits: UInt64) -> Int128 { type.value(bits) }
    func s24(_ bits: UInt64) -> Int128 { IntegerType(width: 24, isSigned: true).value(bits) }
    func u24(_ bits: UInt64) -> Int128 { Int128(bits & 0xFF_FFFF) }
    func two(_ name: String, _ body: @escaping (UInt64, UInt64) -> Int128) -> InstructionCases {
      InstructionCases(name, .b32, [.b32, .b32], pairs) { .bits(type.bits(body($0[0], $0[1]))) }
    }
    func three(_ name: String, _ body: @escaping (UInt64, UInt64, UInt64) -> Int128) -> InstructionCases {
      InstructionCases(name, .b32, [.b32, .b32, .b32], triples) { .bits(type.bits(body($0[0], $0[1], $0[2]))) }
    }
    return [
      two("add.sat.s32") { type.clamped(s($0) + s($1)) }, two("sub.sat.s32") { type.clamped(s($0) - s($1)) },
      three("mad.hi.sat.s32") { type.clamped(((s($0) * s($1)) >> 32) + s($2)) },
      two("mul24.lo.s32") { s24($0) * s24($1) }, two("mul24.hi.s32") { (s24($0) * s24($1)) >> 16 },
      two("mul24.lo.u32") { u24($0) * u24($1) }, two("mul24.hi.u32") { (u24($0) * u24($1)) >> 16 },
      three("mad24.lo.s32") { s24($0) * s24($1) + s($2) },
      three("mad24.hi.s32") { ((s24($0) * s24($1)) >> 16) + s($2) },
      three("mad24.lo.u32") { u24($0) * u24($1) + s($2) },
      three("mad24.hi.u32") { ((u24($0) * u24($1)) >> 16) + s($2) },
      three("mad24.hi.sat.s32") {
        type.clamped(type.value(type.bits((s24($0) * s24($1)) >> 16)) + s($2))
      },
    ]
  }

  static var packedIntegers: [InstructionCases] {
    let words: [UInt64] = [
      0, 0x0001_FFFF, 0xFFFF_0001, 0x7FFF_8000, 0x8000_7FFF, 0x1234_CDEF, 0x8001_8001, 0xFFFF_FFFF,
    ]
    return [false, true].flatMap { isSigned -> [InstructionCases] in
      let half = IntegerType(width: 16, isSigned: isSigned)
      let operations: [(String, (Int128, Int128) -> Int128)] = [
        ("add", { $0 + $1 }), ("min", { min($0, $1) }), ("max", { max($0, $1) }),
      ]
      return operations.map { name, operation in
        InstructionCases("\(name).\(half.name)x2", .b32, [.b32, .b32], combinations(words, words)) { x in
          let low = half.bits(operation(half.value(x[0]), half.value(x[1])))
          let high = half.bits(operation(half.value(x[0] >> 16), half.value(x[1] >> 16)))
          return .bits(low | high << 16)
        }
      }
    }
  }

  /// Sums and differences of 64 and 96 bits in words, with carries.
  static var carries: [InstructionCases] {
    let edges: [UInt64] = [
      0, 1, 0xFFFF_FFFF, 0x1_0000_0000, 0xFFFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, 0x7FFF_FFFF_FFFF_FFFF,
      0xFFFF_FFFF_0000_0001, 0x0123_4567_89AB_CDEF,
    ]
    let pairs = combinations(edges, edges)
    func split(_ operation: String, _ next: String) -> String {
      """
      { .reg .b32 %a0, %a1, %b0, %b1, %d0, %d1; mov.b64 {%a0, %a1}, %a; mov.b64 {%b0, %b1}, %b;
        \(operation) %d0, %a0, %b0; \(next) %d1, %a1, %b1; mov.b64 %d, {%d0, %d1}; }
      """
    }
    /// The carry out of the second word, as a third word made of nothing.
    func last(_ operation: String, _ next: String, _ final: String) -> String {
      """
      { .reg .b32 %a0, %a1, %b0, %b1, %d0, %d1; mov.b64 {%a0, %a1}, %a; mov.b64 {%b0, %b1}, %b;
        \(operation) %d0, %a0, %b0; \(next) %d1, %a1, %b1; \(final) %d, 0, 0; }
      """
    }
    return [
      InstructionCases(name: "add.cc.u32, addc.u32", body: split("add.cc.u32", "addc.u32"), .b64, [.b64, .b64], pairs) {
        .bits($0[0] &+ $0[1])
      },
      InstructionCases(name: "sub.cc.u32, subc.u32", body: split("sub.cc.u32", "subc.u32"), .b64, [.b64, .b64], pairs) {
        .bits($0[0] &- $0[1])
      },
      InstructionCases(
        name: "add.cc.s32, addc.cc.s32, addc.s32", body: last("add.cc.s32", "addc.cc.s32", "addc.s32"), .b32,
        [.b64, .b64], pairs
      ) { .bits($0[0].addingReportingOverflow($0[1]).overflow ? 1 : 0) },
      InstructionCases(
        name: "sub.cc.u32, subc.cc.u32, subc.u32", body: last("sub.cc.u32", "subc.cc.u32", "subc.u32"), .b32,
        [.b64, .b64], pairs
      ) { .bits($0[0] < $0[1] ? 0xFFFF_FFFF : 0) },
      InstructionCases(
        name: "add.cc.u64, addc.u64",
        body: "{ .reg .b64 %lost; add.cc.u64 %lost, %a, %b; addc.u64 %d, 0, 0; }", .b64, [.b64, .b64], pairs
      ) { .bits($0[0].addingReportingOverflow($0[1]).overflow ? 1 : 0) },
      InstructionCases(
        name: "mad.lo.cc.u32, madc.hi.u32",
        body: """
          { .reg .b32 %a0, %b0, %c0, %c1, %d0, %d1; cvt.u32.u64 %a0, %a; cvt.u32.u64 %b0, %b; mov.b64 {%c0, %c1}, %c;
            mad.lo.cc.u32 %d0, %a0, %b0, %c0; madc.hi.u32 %d1, %a0, %b0, %c1; mov.b64 %d, {%d0, %d1}; }
          """, .b64, [.b64, .b64, .b64], combinations(edges, edges, Array(edges.prefix(6)))
      ) { .bits(($0[0] & 0xFFFF_FFFF) &* ($0[1] & 0xFFFF_FFFF) &+ $0[2]) },
    ]
  }
}

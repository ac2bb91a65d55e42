/// Logic, shifts, bit fields, permutations and dot products, bit by bit.
extension InstructionCases {
  static var logic: [InstructionCases] {
    [16, 32, 64].flatMap { width -> [InstructionCases] in
      let type = IntegerType(width: width, isSigned: false)
      let pairs = combinations(type.edges, type.edges)
      let values = type.edges.map { [$0] }
      let r = type.register
      return [
        InstructionCases("and.b\(width)", r, [r, r], pairs) { .bits($0[0] & $0[1]) },
        InstructionCases("or.b\(width)", r, [r, r], pairs) { .bits($0[0] | $0[1]) },
        InstructionCases("xor.b\(width)", r, [r, r], pairs) { .bits($0[0] ^ $0[1]) },
        InstructionCases("not.b\(width)", r, [r], values) { .bits(~$0[0] & type.mask) },
        InstructionCases("cnot.b\(width)", r, [r], values) { .bits($0[0] == 0 ? 1 : 0) },
      ]
    }
  }

  static var predicates: [InstructionCases] {
    let pairs = combinations([0, 1], [0, 1])
    return [
      InstructionCases("and.pred", .pred, [.pred, .pred], pairs) { .bits($0[0] & $0[1]) },
      InstructionCases("or.pred", .pred, [.pred, .pred], pairs) { .bits($0[0] | $0[1]) },
      InstructionCases("xor.pred", .pred, [.pred, .pred], pairs) { .bits($0[0] ^ $0[1]) },
      InstructionCases("not.pred", .pred, [.pred], [[0], [1]]) { .bits($0[0] ^ 1) },
      InstructionCases("mov.pred", .pred, [.pred], [[0], [1]]) { .bits($0[0]) },
    ]
  }

  static var lookups: [InstructionCases] {
    let words: [UInt64] = [0, 0xFFFF_FFFF, 0xF0F0_1234, 0xCCCC_5678, 0xAAAA_9ABC]
    return [0x00, 0x01, 0x1B, 0x80, 0x96, 0xE8, 0xCA, 0xFE, 0xFF].map { table in
      InstructionCases(
        name: "lop3.b32 with \(table)", body: "lop3.b32 %d, %a, %b, %c, \(table);", .b32, [.b32, .b32, .b32],
        combinations(words, words, words)
      ) { x in
        var result: UInt64 = 0
        for bit: UInt64 in 0..<32 {
          let index = (x[0] >> bit & 1) * 4 + (x[1] >> bit & 1) * 2 + (x[2] >> bit & 1)
          result |= (UInt64(table) >> index & 1) << bit
        }
        return .bits(result)
      }
    }
  }

  static let amounts: [UInt64] = [0, 1, 7, 15, 16, 17, 31, 32, 33, 63, 64, 65, 0x8000_0000, 0xFFFF_FFFF]

  static var shifts: [InstructionCases] {
    var cases: [InstructionCases] = []
    for width in [16, 32, 64] {
      for (kind, isSigned) in [("b", false), ("u", false), ("s", true)] {
        let type = IntegerType(width: width, isSigned: isSigned)
        let r = type.register
        let pairs = combinations(type.edges, amounts)
        cases.append(
          InstructionCases("shr.\(kind)\(width)", r, [r, .b32], pairs) { x in
            // Shifting further than the width is shifting by the width.
            .bits(type.bits(type.value(x[0]) >> Int128(min(x[1], UInt64(width)))))
          })
        if kind == "b" {
          cases.append(
            InstructionCases("shl.b\(width)", r, [r, .b32], pairs) { x in
              .bits(type.bits(type.value(x[0]) << Int128(min(x[1], UInt64(width)))))
            })
        }
      }
    }
    let words: [UInt64] = [0, 1, 0x8000_0000, 0xFFFF_FFFF, 0x1234_5678, 0xF00F_00FF]
    for (direction, mode) in [("l", "clamp"), ("l", "wrap"), ("r", "clamp"), ("r", "wrap")] {
      cases.append(
        InstructionCases("shf.\(direction).\(mode).b32", .b32, [.b32, .b32, .b32], combinations(words, words, amounts))
        { x in
          let count = mode == "clamp" ? min(x[2], 32) : x[2] % 32
          let whole = Int128(x[1]) << 32 | Int128(x[0])
          let moved = direction == "l" ? (whole << Int128(count)) >> 32 : whole >> Int128(count)
          return .bits(UInt64(truncatingIfNeeded: moved & 0xFFFF_FFFF))
        })
    }
    return cases
  }

  static var counts: [InstructionCases] {
    var cases: [InstructionCases] = []
    for width in [32, 64] {
      let type = IntegerType(width: width, isSigned: false)
      let values = (type.edges + (0..<UInt64(width)).map { 1 << $0 }).map { [$0] }
      let r = type.register
      cases += [
        InstructionCases("popc.b\(width)", .b32, [r], values) { x in
          .bits((0..<UInt64(width)).reduce(0) { $0 + (x[0] >> $1 & 1) })
        },
        InstructionCases("clz.b\(width)", .b32, [r], values) { x in
          .bits(UInt64(width - 1 - (highest(x[0], width) ?? -1)))
        },
        InstructionCases("brev.b\(width)", r, [r], values) { x in
          .bits((0..<UInt64(width)).reduce(0) { $0 | (x[0] >> $1 & 1) << (UInt64(width) - 1 - $1) })
        },
      ]
      for isSigned in [false, true] {
        for isShift in [false, true] {
          let source = IntegerType(width: width, isSigned: isSigned)
          cases.append(
            InstructionCases("bfind\(isShift ? ".shiftamt" : "").\(source.name)", .b32, [r], values) { x in
              let bits = source.value(x[0]) < 0 ? ~x[0] & source.mask : x[0]
              guard let place = highest(bits, width) else { return .bits(0xFFFF_FFFF) }
              return .bits(UInt64(isShift ? width - 1 - place : place))
            })
        }
      }
    }
    return cases
  }

  /// The place of the highest set bit.
  private static func highest(_ bits: UInt64, _ width: Int) -> Int? {
    (0..<width).last { bits >> UInt64($0) & 1 == 1 }
  }

  static var fields: [InstructionCases] {
    let places: [UInt64] = [0, 1, 8, 31, 32, 33, 63, 64, 255, 256, 258]
    var cases: [InstructionCases] = []
    for type in IntegerType.all where type.width > 16 {
      let r = type.register
      let values = [type.edges[1], type.edges[6], type.edges[10], type.edges[11], type.edges[12], type.edges[13]]
      cases.append(
        InstructionCases("bfe.\(type.name)", r, [r, .b32, .b32], combinations(values, places, places)) { x in
          let (position, length) = (Int(x[1] & 0xFF), Int(x[2] & 0xFF))
          var sign: UInt64 = 0
          if type.isSigned, length > 0 { sign = x[0] >> UInt64(min(position + length, type.width) - 1) & 1 }
          var result: UInt64 = 0
          for i in 0..<type.width {
            let isInside = i < length && position + i < type.width
            result |= (isInside ? x[0] >> UInt64(position + i) & 1 : sign) << UInt64(i)
          }
          return .bits(result)
        })
      if !type.isSigned {
        cases.append(
          InstructionCases(
            "bfi.b\(type.width)", r, [r, r, .b32, .b32], combinations(values, [0, type.edges[11]], places, places)
          ) { x in
            let (position, length) = (Int(x[2] & 0xFF), Int(x[3] & 0xFF))
            var result = x[1]
            for i in 0..<length where position + i < type.width {
              let place = UInt64(position + i)
              result = result & ~(1 << place) | (x[0] >> UInt64(i) & 1) << place
            }
            return .bits(result)
          })
      }
    }
    return cases + masks
  }

  private static var masks: [InstructionCases] {
    var cases: [InstructionCases] = []
    let words: [UInt64] = [0x1234_5678, 0xFFFF_FFFF, 0x8000_0001, 0xAAAA_5555]
    for mode in ["clamp", "wrap"] {
      cases.append(
        InstructionCases("bmsk.\(mode).b32", .b32, [.b32, .b32], combinations(amounts, amounts)) { x in
          if mode == "clamp" && x[0] >= 32 { return .bits(0) }
          let first = Int(x[0] % 32)
          let count = mode == "clamp" ? Int(min(x[1], 32)) : Int(x[1] % 32)
          return .bits((first..<32).reduce(0) { $0 | ($1 < first + count ? 1 << UInt64($1) : 0) })
        })
      for isSigned in [false, true] {
        cases.append(
          InstructionCases(
            "szext.\(mode).\(isSigned ? "s" : "u")32", .b32, [.b32, .b32], combinations(words, amounts + [4, 20])
          ) { x in
            if mode == "clamp" && x[1] >= 32 { return .bits(x[0]) }
            let count = Int(x[1] % 32)
            if count == 0 { return .bits(0) }
            let part = IntegerType(width: count, isSigned: isSigned)
            return .bits(IntegerType(width: 32, isSigned: isSigned).bits(part.value(x[0])))
          })
      }
    }
    let offsets: [UInt64] = [0, 1, 2, 5, 0xFFFF_FFFF, 0xFFFF_FFFE]
    cases.append(
      InstructionCases("fns.b32", .b32, [.b32, .b32, .b32], combinations(words + [0], [0, 1, 2, 15, 31], offsets)) {
        x in
        let offset = IntegerType(width: 32, isSigned: true).value(x[2])
        let set = (0..<32).filter { x[0] >> UInt64($0) & 1 == 1 }
        let base = Int(x[1])
        if offset == 0 { return .bits(set.contains(base) ? x[1] : 0xFFFF_FFFF) }
        let after = offset > 0 ? set.filter { $0 >= base } : set.filter { $0 <= base }.reversed()
        let index = Int(abs(offset)) - 1
        return .bits(index < after.count ? UInt64(after[index]) : 0xFFFF_FFFF)
      })
    return cases
  }

  /// The bytes chosen by mode and control, highest first, as the ISA's table has them.
  static let permutations: [(String, [String])] = [
    ("f4e", ["3210", "4321", "5432", "6543"]), ("b4e", ["5670", "6701", "7012", "0123"]),
    ("rc8", ["0000", "1111", "2222", "3333"]), ("ecl", ["3210", "3211", "3222", "3333"]),
    ("ecr", ["0000", "1110", "2210", "3210"]), ("rc16", ["1010", "3232", "1010", "3232"]),
  ]

  static var bytePermutations: [InstructionCases] {
    let words: [UInt64] = [0x8382_8180, 0x7706_0584, 0x0123_4567]
    func byte(_ x: [UInt64], _ index: UInt64) -> UInt64 { ((x[1] << 32 | x[0]) >> (index * 8)) & 0xFF }
    var cases = permutations.map { mode, table in
      InstructionCases(
        "prmt.b32.\(mode)", .b32, [.b32, .b32, .b32], combinations(words, words, [0, 1, 2, 3, 0xFFFF_FFFD])
      ) { x in
        let digits = table[Int(x[2] & 3)].compactMap { $0.wholeNumberValue }
        return .bits(digits.reduce(0) { $0 << 8 | byte(x, UInt64($1)) })
      }
    }
    let controls: [UInt64] = [0x3210, 0x7654, 0x0000, 0xFEDC, 0xBA98, 0x1032, 0x5410, 0x7632, 0x8F07, 0xFFFF_4321]
    cases.append(
      InstructionCases("prmt.b32", .b32, [.b32, .b32, .b32], combinations(words, words, controls)) { x in
        var result: UInt64 = 0
        for place: UInt64 in 0..<4 {
          let selector = x[2] >> (place * 4) & 15
          let chosen = byte(x, selector % 8)
          result |= (selector < 8 ? chosen : chosen >= 128 ? 0xFF : 0) << (place * 8)
        }
        return .bits(result)
      })
    return cases
  }

  static var dotProducts: [InstructionCases] {
    let words: [UInt64] = [0, 0x7F80_FF01, 0x8080_8080, 0xFFFF_FFFF, 0x0102_0304, 0x7FFF_8000]
    let inputs = combinations(words, words, [0, 0x7FFF_FFFF, 0xFFFF_FFFF])
    var cases: [InstructionCases] = []
    func field(_ word: UInt64, _ place: UInt64, _ width: Int, _ isSigned: Bool) -> Int128 {
      IntegerType(width: width, isSigned: isSigned).value(word >> place)
    }
    for (aSigned, bSigned) in [(false, false), (false, true), (true, false), (true, true)] {
      let types = "\(aSigned ? "s" : "u")32.\(bSigned ? "s" : "u")32"
      cases.append(
        InstructionCases("dp4a.\(types)", .b32, [.b32, .b32, .b32], inputs) { x in
          let sum = [0, 8, 16, 24].reduce(Int128(x[2])) {
            $0 + field(x[0], $1, 8, aSigned) * field(x[1], $1, 8, bSigned)
          }
          return .bits(UInt64(truncatingIfNeeded: sum) & 0xFFFF_FFFF)
        })
      for (mode, start) in [("lo", UInt64(0)), ("hi", 16)] {
        cases.append(
          InstructionCases("dp2a.\(mode).\(types)", .b32, [.b32, .b32, .b32], inputs) { x in
            let first = field(x[0], 0, 16, aSigned) * field(x[1], start, 8, bSigned)
            let second = field(x[0], 16, 16, aSigned) * field(x[1], start + 8, 8, bSigned)
            return .bits(UInt64(truncatingIfNeeded: Int128(x[2]) + first + second) & 0xFFFF_FFFF)
          })
      }
    }
    return cases
  }
}

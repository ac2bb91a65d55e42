import Testing

@testable import KernelSimulator

/// Integer instructions against the loops by which the ISA defines them.
struct IntegerTests {
  let values = EdgeValues.integers(32).map { UInt32($0) }
  let wide = EdgeValues.integers(64)

  @Test func bitFields() {
    let places: [UInt32] = [0, 1, 5, 16, 30, 31, 32, 33, 63, 64, 65, 200, 255, 256 + 4]
    for a in wide {
      for position in places {
        for length in places {
          let narrow = UInt32(truncatingIfNeeded: a)
          #expect(
            BitField.extract(narrow, position: position, length: length)
              == UInt32(extract(UInt64(narrow), position, length, 32, false)))
          #expect(
            BitField.extract(Int32(bitPattern: narrow), position: position, length: length)
              == Int32(truncatingIfNeeded: extract(UInt64(narrow), position, length, 32, true)))
          #expect(
            BitField.extract(a, position: position, length: length) == extract(a, position, length, 64, false))
          #expect(
            BitField.extract(Int64(bitPattern: a), position: position, length: length)
              == Int64(bitPattern: extract(a, position, length, 64, true)))
          #expect(
            BitField.insert(narrow, into: 0xF0F0_F0F0, position: position, length: length)
              == UInt32(insert(UInt64(narrow), 0xF0F0_F0F0, position, length, 32)))
          #expect(
            BitField.insert(a, into: 0xF0F0_F0F0_0F0F_0F0F, position: position, length: length)
              == insert(a, 0xF0F0_F0F0_0F0F_0F0F, position, length, 64))
        }
      }
    }
  }

  /// `bfe` bit by bit.
  private func extract(_ a: UInt64, _ b: UInt32, _ c: UInt32, _ width: Int, _ isSigned: Bool) -> UInt64 {
    let (position, length) = (Int(b & 0xFF), Int(c & 0xFF))
    var sign: UInt64 = 0
    if isSigned, length != 0 { sign = a >> UInt64(min(position + length - 1, width - 1)) & 1 }
    var result: UInt64 = 0
    for i in 0..<width {
      let bit = i < length && position + i <= width - 1 ? a >> UInt64(position + i) & 1 : sign
      result |= bit << UInt64(i)
    }
    return result
  }

  /// `bfi` bit by bit.
  private func insert(_ a: UInt64, _ b: UInt64, _ c: UInt32, _ d: UInt32, _ width: Int) -> UInt64 {
    let (position, length) = (Int(c & 0xFF), Int(d & 0xFF))
    var result = b
    var i = 0
    while i < length, position + i < width {
      let bit: UInt64 = 1 << UInt64(position + i)
      result = a >> UInt64(i) & 1 == 1 ? result | bit : result & ~bit
      i += 1
    }
    return result
  }

  @Test func findsBits() {
    for a in values {
      var expected: UInt32 = 0xFFFF_FFFF
      for i in 0..<32 where a >> UInt32(i) & 1 == 1 { expected = UInt32(i) }
      #expect(BitField.find(a, isShift: false) == expected)
      #expect(BitField.find(a, isShift: true) == (expected == ~0 ? expected : 31 - expected))
      let signed = Int32(bitPattern: a)
      #expect(BitField.find(signed, isShift: false) == BitField.find(signed < 0 ? ~a : a, isShift: false))
      var reversed: UInt32 = 0
      for i: UInt32 in 0..<32 { reversed |= (a >> i & 1) << (31 - i) }
      #expect(BitField.reversed(a) == reversed)
      #expect(BitField.reversed(UInt64(a)) == UInt64(reversed) << 32)
    }
    #expect(BitField.find(Int64(-1), isShift: true) == 0xFFFF_FFFF)
    // The ISA's own examples of fns.
    #expect(BitField.findSet(0xAAAA_AAAA, base: 3, offset: 1) == 3)
    #expect(BitField.findSet(0xAAAA_AAAA, base: 3, offset: -1) == 3)
    #expect(BitField.findSet(0xAAAA_AAAA, base: 2, offset: 1) == 3)
    #expect(BitField.findSet(0xAAAA_AAAA, base: 2, offset: -1) == 1)
    #expect(BitField.findSet(0xAAAA_AAAA, base: 2, offset: 0) == 0xFFFF_FFFF)
    #expect(BitField.findSet(0x8000_0001, base: 1, offset: 2) == 0xFFFF_FFFF)
  }

  @Test func extensionsAndMasks() {
    for a in values {
      for width: UInt32 in 0...70 {
        for isClamped in [false, true] {
          let count = isClamped && width >= 32 ? 32 : Int(width % 32)
          let kept = count == 32 ? a : a & ((1 << UInt32(count)) - 1)
          #expect(BitField.extend(a, width: width, isSigned: false, isClamped: isClamped) == kept)
          let isNegative = count > 0 && kept >> UInt32(count - 1) == 1
          let extended = isNegative && count < 32 ? kept | ~0 << UInt32(count) : kept
          #expect(BitField.extend(a, width: width, isSigned: true, isClamped: isClamped) == extended)
        }
      }
    }
    #expect(BitField.mask(position: 1, width: 2, isClamped: false) == 6)
    #expect(BitField.mask(position: 4, width: 32, isClamped: true) == 0xFFFF_FFF0)
    #expect(BitField.mask(position: 4, width: 32, isClamped: false) == 0)
    #expect(BitField.mask(position: 40, width: 2, isClamped: true) == 0)
    #expect(BitField.mask(position: 40, width: 2, isClamped: false) == 0x300)
    #expect(BitField.mask(position: 30, width: 9, isClamped: true) == 0xC000_0000)
  }

  @Test func shifts() {
    for a in values {
      for amount: UInt32 in [0, 1, 15, 16, 31, 32, 33, 63, 64, 0xFFFF_FFFF] {
        let exact = amount > 40 ? Int128(0) : (Int128(a) << Int128(amount))
        #expect(Shift.left(a, amount) == UInt32(truncatingIfNeeded: exact))
        #expect(Shift.right(a, amount) == UInt32(truncatingIfNeeded: amount > 40 ? 0 : Int128(a) >> Int128(amount)))
        let signed = Int128(Int32(bitPattern: a)) >> Int128(min(amount, 40))
        #expect(Shift.right(Int32(bitPattern: a), amount) == Int32(truncatingIfNeeded: signed))
        for b in values.prefix(6) {
          let whole = Int128(b) << 32 | Int128(a)
          for isClamped in [false, true] {
            let count = Int128(isClamped ? min(amount, 32) : amount % 32)
            #expect(
              Shift.funnelLeft(a, b, amount, isClamped: isClamped) == UInt32(truncatingIfNeeded: (whole << count) >> 32)
            )
            #expect(
              Shift.funnelRight(a, b, amount, isClamped: isClamped) == UInt32(truncatingIfNeeded: whole >> count))
          }
        }
      }
    }
    #expect(Shift.right(Int16(-5), 20) == -1)
    #expect(Shift.left(UInt16(1), 16) == 0)
  }

  @Test func logicByTable() {
    let (a, b, c): (UInt32, UInt32, UInt32) = (0xF0F0_1234, 0xCCCC_5678, 0xAAAA_9ABC)
    for table in UInt8.min...UInt8.max {
      var expected: UInt32 = 0
      for i: UInt32 in 0..<32 {
        let index = (a >> i & 1) << 2 | (b >> i & 1) << 1 | c >> i & 1
        expected |= (UInt32(table) >> index & 1) << i
      }
      #expect(Shift.logic(a, b, c, table: table) == expected)
    }
  }

  /// The ISA's table: the bytes chosen for the four bytes of the result, highest first, by mode and control.
  @Test(arguments: [
    (PermuteMode.f4e, [0x3210, 0x4321, 0x5432, 0x6543]), (.b4e, [0x5670, 0x6701, 0x7012, 0x0123]),
    (.rc8, [0x0000, 0x1111, 0x2222, 0x3333]), (.ecl, [0x3210, 0x3211, 0x3222, 0x3333]),
    (.ecr, [0x0000, 0x1110, 0x2210, 0x3210]), (.rc16, [0x1010, 0x3232, 0x1010, 0x3232]),
  ])
  func permutations(mode: PermuteMode, selectors: [UInt32]) {
    let (a, b): (UInt32, UInt32) = (0x8382_8180, 0x8786_8584)
    for control: UInt32 in 0..<4 {
      var expected: UInt32 = 0
      for byte: UInt32 in 0..<4 { expected |= (0x80 + selectors[Int(control)] >> (byte * 4) & 7 | 0x80) << (byte * 8) }
      #expect(Shift.permute(a, b, control | 0xFFFC, mode) == expected)
    }
    #expect(Shift.permute(a, b, 0x7531) == 0x8785_8381)
    #expect(Shift.permute(0x7F80_0180, b, 0xBA98) == 0x00FF_00FF)
  }

  @Test func products() {
    for a in values {
      for b in values {
        let (x, y) = (Int32(bitPattern: a), Int32(bitPattern: b))
        #expect(IntegerArithmetic.multiplyHigh(a, b) == UInt32(truncatingIfNeeded: (Int128(a) * Int128(b)) >> 32))
        #expect(IntegerArithmetic.multiplyHigh(x, y) == Int32(truncatingIfNeeded: (Int128(x) * Int128(y)) >> 32))
        let low24 = Int128(a & 0xFF_FFFF) * Int128(b & 0xFF_FFFF)
        #expect(IntegerArithmetic.multiply24Low(a, b, isSigned: false) == UInt32(truncatingIfNeeded: low24))
        #expect(IntegerArithmetic.multiply24High(a, b, isSigned: false) == UInt32(truncatingIfNeeded: low24 >> 16))
        func signed24(_ v: UInt32) -> Int128 { Int128(v & 0xFF_FFFF) - (v >> 23 & 1 == 1 ? 1 << 24 : 0) }
        let product24 = signed24(a) * signed24(b)
        #expect(IntegerArithmetic.multiply24Low(a, b, isSigned: true) == UInt32(truncatingIfNeeded: product24))
        #expect(IntegerArithmetic.multiply24High(a, b, isSigned: true) == UInt32(truncatingIfNeeded: product24 >> 16))
        let difference = abs(Int128(x) - Int128(y))
        #expect(
          IntegerArithmetic.sumOfAbsoluteDifference(x, y, 7) == Int32(truncatingIfNeeded: difference + 7))
        #expect(IntegerArithmetic.addSaturated(x, y) == Int32(clamping: Int128(x) + Int128(y)))
        #expect(IntegerArithmetic.subSaturated(x, y) == Int32(clamping: Int128(x) - Int128(y)))
        #expect(IntegerArithmetic.addSaturated(a, b) == UInt32(clamping: Int128(a) + Int128(b)))
        #expect(IntegerArithmetic.subSaturated(a, b) == UInt32(clamping: Int128(a) - Int128(b)))
        let high = Int32(truncatingIfNeeded: (Int128(x) * Int128(y)) >> 32)
        #expect(
          IntegerArithmetic.multiplyAddHighSaturated(x, y, .max) == Int32(clamping: Int128(high) + Int128(Int32.max)))
        let quotient = y == 0 ? -1 : Int32(truncatingIfNeeded: Int128(x) / Int128(y))
        #expect(IntegerArithmetic.divide(x, y) == quotient)
        let rest = y == 0 ? -1 : Int32(truncatingIfNeeded: Int128(x) % Int128(y))
        #expect(IntegerArithmetic.remainder(x, y) == rest)
        for carry in [false, true] {
          let sum = UInt64(a) + UInt64(b) + (carry ? 1 : 0)
          let added = IntegerArithmetic.addCarry(a, b, carry: carry)
          #expect(added.0 == UInt32(truncatingIfNeeded: sum) && added.1 == (sum >> 32 == 1))
          let difference = Int64(a) - Int64(b) - (carry ? 1 : 0)
          let taken = IntegerArithmetic.subBorrow(a, b, borrow: carry)
          #expect(taken.0 == UInt32(truncatingIfNeeded: difference) && taken.1 == (difference < 0))
        }
      }
    }
  }

  @Test func dotProducts() {
    for a in values {
      for b in values {
        for (isASigned, isBSigned) in [(false, false), (false, true), (true, false), (true, true)] {
          var four: Int64 = 11
          for byte: UInt32 in 0..<4 { four += field(a, byte * 8, 8, isASigned) * field(b, byte * 8, 8, isBSigned) }
          #expect(
            IntegerArithmetic.dot4(a, b, 11, isASigned: isASigned, isBSigned: isBSigned)
              == UInt32(truncatingIfNeeded: four))
          for isHigh in [false, true] {
            var two: Int64 = 11
            for index: UInt32 in 0..<2 {
              two += field(a, index * 16, 16, isASigned) * field(b, (isHigh ? 16 : 0) + index * 8, 8, isBSigned)
            }
            #expect(
              IntegerArithmetic.dot2(a, b, 11, isASigned: isASigned, isBSigned: isBSigned, isHigh: isHigh)
                == UInt32(truncatingIfNeeded: two))
          }
        }
      }
    }
  }

  private func field(_ word: UInt32, _ shift: UInt32, _ width: UInt32, _ isSigned: Bool) -> Int64 {
    let value = Int64(word >> shift & ((1 << width) - 1))
    return isSigned && value >> Int64(width - 1) == 1 ? value - 1 << Int64(width) : value
  }
}

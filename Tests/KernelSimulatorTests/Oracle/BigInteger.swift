/// An integer of any size, for results that tests compute exactly.
struct BigInteger: Equatable {
  /// The sign; false for 0.
  private(set) var isNegative = false
  /// The magnitude, lowest word first, without leading zero words.
  private(set) var words: [UInt32] = []

  init(_ value: Int128) {
    isNegative = value < 0
    var rest = value.magnitude
    while rest != 0 {
      words.append(UInt32(truncatingIfNeeded: rest))
      rest >>= 32
    }
  }

  private init(isNegative: Bool, words: [UInt32]) {
    self.words = words
    while self.words.last == 0 { self.words.removeLast() }
    self.isNegative = isNegative && !self.words.isEmpty
  }

  /// -1, 0 or 1.
  var signum: Int { words.isEmpty ? 0 : isNegative ? -1 : 1 }

  static prefix func - (a: BigInteger) -> BigInteger { BigInteger(isNegative: !a.isNegative, words: a.words) }

  static func + (a: BigInteger, b: BigInteger) -> BigInteger {
    if a.isNegative == b.isNegative {
      var sum: [UInt32] = []
      var carry: UInt64 = 0
      for index in 0..<max(a.words.count, b.words.count) {
        let total = UInt64(word(a, index)) + UInt64(word(b, index)) + carry
        sum.append(UInt32(truncatingIfNeeded: total))
        carry = total >> 32
      }
      sum.append(UInt32(carry))
      return BigInteger(isNegative: a.isNegative, words: sum)
    }
    let order = compareMagnitudes(a, b)
    if order == 0 { return BigInteger(0) }
    let (large, small) = order > 0 ? (a, b) : (b, a)
    var difference: [UInt32] = []
    var borrow: Int64 = 0
    for index in 0..<large.words.count {
      var total = Int64(word(large, index)) - Int64(word(small, index)) - borrow
      borrow = total < 0 ? 1 : 0
      if total < 0 { total += 1 << 32 }
      difference.append(UInt32(total))
    }
    return BigInteger(isNegative: large.isNegative, words: difference)
  }

  static func * (a: BigInteger, b: BigInteger) -> BigInteger {
    var product = [UInt32](repeating: 0, count: a.words.count + b.words.count + 1)
    for i in a.words.indices {
      var carry: UInt64 = 0
      for j in b.words.indices {
        let total = UInt64(a.words[i]) * UInt64(b.words[j]) + UInt64(product[i + j]) + carry
        product[i + j] = UInt32(truncatingIfNeeded: total)
        carry = total >> 32
      }
      product[i + b.words.count] = UInt32(carry)
    }
    return BigInteger(isNegative: a.isNegative != b.isNegative, words: product)
  }

  /// Multiplied by a power of two.
  func shiftedLeft(by count: Int) -> BigInteger {
    var shifted = [UInt32](repeating: 0, count: count / 32)
    let bits = UInt64(count % 32)
    var carry: UInt64 = 0
    for word in words {
      let total = UInt64(word) << bits | carry
      shifted.append(UInt32(truncatingIfNeeded: total))
      carry = total >> 32
    }
    shifted.append(UInt32(carry))
    return BigInteger(isNegative: isNegative, words: shifted)
  }

  /// The bits of the magnitude.
  var bitCount: Int { words.isEmpty ? 0 : words.count * 32 - (words.last?.leadingZeroBitCount ?? 0) }

  /// Whether a bit of the magnitude is set.
  func bit(_ place: Int) -> Bool { place / 32 < words.count && words[place / 32] >> UInt32(place % 32) & 1 == 1 }

  /// Whether a bit of the magnitude below a place is set.
  func hasBits(below place: Int) -> Bool {
    for index in words.indices where index * 32 < place {
      let count = place - index * 32
      if words[index] & (count >= 32 ? ~0 : (1 << UInt32(count)) - 1) != 0 { return true }
    }
    return false
  }

  /// The magnitude without its lowest bits; what remains must fit 64 bits.
  func magnitude(from place: Int) -> UInt64 {
    (0..<max(0, bitCount - place)).reduce(0) { $0 | (bit(place + $1) ? 1 << UInt64($1) : 0) }
  }

  private static func word(_ a: BigInteger, _ index: Int) -> UInt32 { index < a.words.count ? a.words[index] : 0 }

  private static func compareMagnitudes(_ a: BigInteger, _ b: BigInteger) -> Int {
    if a.words.count != b.words.count { return a.words.count < b.words.count ? -1 : 1 }
    for index in a.words.indices.reversed() where a.words[index] != b.words[index] {
      return a.words[index] < b.words[index] ? -1 : 1
    }
    return 0
  }
}

extension JSONScanner {
  /// Reads a plain number where one stands: digits, a point and digits. Nothing else is touched.
  ///
  /// - Returns: the number in thousandths; `nil` where something else stands there, with the scanner where it was.
  @inline(__always)
  mutating func plainThousandths() -> Int64? {
    var index = position
    var value: UInt64 = 0
    while true {
      let digit = base[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      value = value &* 10 &+ UInt64(digit)
      index += 1
    }
    // More digits than fit are read the careful way.
    guard index > position, index - position <= 16, value < 9_000_000_000_000_000 else { return nil }
    value *= 1000
    if base[index] == UInt8(ascii: ".") {
      index += 1
      var place: UInt64 = 100
      while true {
        let digit = base[index] &- UInt8(ascii: "0")
        guard digit <= 9 else { break }
        value += UInt64(digit) * place
        place /= 10
        index += 1
      }
    }
    guard Self.endsNumber(base[index]), index < count else { return nil }
    position = index
    return Int64(value)
  }

  /// Reads a plain whole number where one stands; as `plainThousandths`.
  @inline(__always)
  mutating func plainInteger() -> Int64? {
    var index = position
    var value: Int64 = 0
    while true {
      let digit = base[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      value = value &* 10 &+ Int64(digit)
      index += 1
    }
    guard index > position, index - position <= 18, Self.endsNumber(base[index]), index < count else { return nil }
    position = index
    return value
  }

  /// A comma, a closing bracket or white space.
  @inline(__always)
  private static func endsNumber(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") || byte <= 0x20
  }

  /// A number in thousandths, exactly: `1740461679470692.123` microseconds give nanoseconds. Further digits are cut off.
  ///
  /// - Returns: `nil` where the token is no number or too large.
  static func thousandths(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    var index = 0
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative || bytes.first == UInt8(ascii: "+") { index = 1 }
    var value: UInt64 = 0
    var digits = 0
    while index < bytes.count, let digit = digit(bytes[index]) {
      // 15 digits more than fit after the thousandfold: 2^63 / 1000 has 16.
      guard value < 9_000_000_000_000_000 / 10 else { return scientific(bytes) }
      value = value * 10 + digit
      digits += 1
      index += 1
    }
    value *= 1000
    if index < bytes.count && bytes[index] == UInt8(ascii: ".") {
      index += 1
      var place: UInt64 = 100
      while index < bytes.count, let digit = digit(bytes[index]) {
        value += digit * place
        place /= 10
        digits += 1
        index += 1
      }
    }
    guard digits > 0 else { return nil }
    guard index == bytes.count else { return scientific(bytes) }
    return isNegative ? -Int64(value) : Int64(value)
  }

  /// A number with an exponent, in thousandths; as exact as a floating-point number is.
  private static func scientific(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard let value = Double(String(decoding: bytes, as: UTF8.self)), (value * 1000).magnitude < 4e18 else {
      return nil
    }
    return Int64((value * 1000).rounded())
  }

  /// A whole number; `nil` where the token is none or does not fit.
  static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    var index = 0
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative { index = 1 }
    guard index < bytes.count, bytes.count - index <= 18 else { return nil }
    var value: Int64 = 0
    while index < bytes.count {
      guard let digit = digit(bytes[index]) else { return nil }
      value = value * 10 + Int64(digit)
      index += 1
    }
    return isNegative ? -value : value
  }

  @inline(__always)
  private static func digit(_ byte: UInt8) -> UInt64? {
    let value = byte &- UInt8(ascii: "0")
    return value <= 9 ? UInt64(value) : nil
  }
}

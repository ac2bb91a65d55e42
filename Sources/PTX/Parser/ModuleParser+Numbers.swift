extension ModuleParser {
  /// A number as PTX writes it: decimal, `0x`, octal and `0b` integers with `U`, `0f` and `0d` bit patterns, decimal
  /// floating-point numbers, and `WARP_SZ`.
  mutating func number() throws(PTXDiagnostic) -> PTXConstant {
    let bytes = cursor.bytes
    let start = cursor.position
    guard cursor.byte &- 0x30 < 10 || (cursor.byte == 0x2E && cursor.nextByte &- 0x30 < 10) else {
      var copy = cursor
      if cursor.matches(copy.scanWord(), "WARP_SZ") {
        _ = cursor.scanWord()
        cursor.skipBlanks()
        return .integer(32, isUnsigned: false)
      }
      throw expected("a number")
    }
    var end = start
    while PTXCursor.continuesWord(bytes[end]) { end += 1 }
    let second = bytes[start + 1] | 0x20
    if bytes[start] == 0x30 && second == 0x66 && end > start + 1 {
      return .float32(UInt32(truncatingIfNeeded: try hexadecimal(start + 2, end, digits: 8)))
    }
    if bytes[start] == 0x30 && second == 0x64 && end > start + 1 {
      return .float64(try hexadecimal(start + 2, end, digits: 16))
    }
    let isHexadecimal = bytes[start] == 0x30 && second == 0x78
    let isDecimalFloat = bytes[end] == 0x2E || bytes[start] == 0x2E
    if !isHexadecimal && (isDecimalFloat || hasExponent(start, end)) { return try decimalFloat(start) }
    return try integerLiteral(start, end)
  }

  private func hasExponent(_ start: Int, _ end: Int) -> Bool {
    var index = start
    while index < end && cursor.bytes[index] &- 0x30 < 10 { index += 1 }
    return index > start && cursor.bytes[index] | 0x20 == 0x65
  }

  private mutating func hexadecimal(_ start: Int, _ end: Int, digits: Int) throws(PTXDiagnostic) -> UInt64 {
    guard end - start == digits else { throw expected("\(digits) hexadecimal digits of a floating-point number") }
    var value: UInt64 = 0
    for index in start..<end {
      guard let digit = Self.digit(cursor.bytes[index]) else {
        throw expected("\(digits) hexadecimal digits of a floating-point number")
      }
      value = value << 4 | digit
    }
    cursor.advance(end - cursor.position)
    cursor.skipBlanks()
    return value
  }

  private mutating func integerLiteral(_ start: Int, _ end: Int) throws(PTXDiagnostic) -> PTXConstant {
    var index = start
    var last = end
    let isUnsigned = cursor.bytes[end - 1] == 0x55
    if isUnsigned { last -= 1 }
    var radix: UInt64 = 10
    if cursor.bytes[start] == 0x30 && last - start > 1 {
      switch cursor.bytes[start + 1] | 0x20 {
      case 0x78: (radix, index) = (16, start + 2)
      case 0x62: (radix, index) = (2, start + 2)
      default: (radix, index) = (8, start + 1)
      }
    }
    guard index < last else { throw expected("an integer") }
    var value: UInt64 = 0
    while index < last {
      guard let digit = Self.digit(cursor.bytes[index]), digit < radix else { throw expected("an integer") }
      let (product, overflow) = value.multipliedReportingOverflow(by: radix)
      let (sum, carry) = product.addingReportingOverflow(digit)
      guard !overflow && !carry else { throw expected("an integer of at most 64 bits") }
      value = sum
      index += 1
    }
    cursor.advance(end - start)
    cursor.skipBlanks()
    return .integer(Int64(bitPattern: value), isUnsigned: isUnsigned || value > UInt64(Int64.max))
  }

  private mutating func decimalFloat(_ start: Int) throws(PTXDiagnostic) -> PTXConstant {
    let bytes = cursor.bytes
    var end = start
    while bytes[end] &- 0x30 < 10 { end += 1 }
    if bytes[end] == 0x2E {
      end += 1
      while bytes[end] &- 0x30 < 10 { end += 1 }
    }
    if bytes[end] | 0x20 == 0x65 {
      end += bytes[end + 1] == 0x2B || bytes[end + 1] == 0x2D ? 2 : 1
      while bytes[end] &- 0x30 < 10 { end += 1 }
    }
    var text = cursor.text(PTXWord(start: start, count: end - start))
    if text.hasPrefix(".") { text = "0" + text }
    if text.hasSuffix(".") { text += "0" }
    guard let value = Double(text.replacing(".e", with: ".0e").replacing(".E", with: ".0e")) else {
      throw expected("a floating-point number")
    }
    cursor.advance(end - start)
    cursor.skipBlanks()
    return .float64(value.bitPattern)
  }

  private static func digit(_ byte: UInt8) -> UInt64? {
    switch byte {
    case 0x30...0x39: UInt64(byte - 0x30)
    case 0x41...0x46: UInt64(byte - 0x37)
    case 0x61...0x66: UInt64(byte - 0x57)
    default: nil
    }
  }
}

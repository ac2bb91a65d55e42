extension JSONScanner {
  /// The bytes that a text with escapes stands for, appended to `result`. Escapes that JSON does not know, such as the
  /// lone backslash of a Windows path, stay as they are.
  func unescape(_ text: JSONText, into result: inout [UInt8]) {
    var index = text.start
    let end = text.start + text.count
    while index < end {
      let byte = base[index]
      guard byte == UInt8(ascii: "\\"), index + 1 < end else {
        result.append(byte)
        index += 1
        continue
      }
      index += 2
      switch base[index - 1] {
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0C)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(base[index - 1])
      case UInt8(ascii: "u"):
        if let scalar = scalar(at: &index, end: end) {
          result.append(contentsOf: Character(scalar).utf8)
        } else {
          result.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
        }
      default: result.append(contentsOf: [UInt8(ascii: "\\"), base[index - 1]])
      }
    }
  }

  /// The scalar of `\u` escapes, which may be a pair of surrogates; `index` stands behind the first `u`.
  private func scalar(at index: inout Int, end: Int) -> Unicode.Scalar? {
    guard let first = hexadecimal(at: index, end: end) else { return nil }
    index += 4
    guard first & 0xFC00 == 0xD800 else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
    guard index + 6 <= end, base[index] == UInt8(ascii: "\\"), base[index + 1] == UInt8(ascii: "u"),
      let second = hexadecimal(at: index + 2, end: end), second & 0xFC00 == 0xDC00
    else { return "\u{FFFD}" }
    index += 6
    return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF) ?? "\u{FFFD}"
  }

  private func hexadecimal(at index: Int, end: Int) -> UInt32? {
    guard index + 4 <= end else { return nil }
    var value: UInt32 = 0
    for offset in 0..<4 {
      guard let digit = Character(Unicode.Scalar(base[index + offset])).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The integer of a key in a flat JSON object, or `nil`. Keys within texts are not expected: simulated spans have none.
  func integer(of key: StaticString) -> Int? {
    let length = key.utf8CodeUnitCount
    var position = 0
    while position + length + 3 <= count {
      defer { position += 1 }
      guard self[position] == UInt8(ascii: "\""), self[position + length + 1] == UInt8(ascii: "\"") else { continue }
      var matched = 0
      while matched < length && self[position + 1 + matched] == key.utf8Start[matched] { matched += 1 }
      guard matched == length else { continue }
      var next = position + length + 2
      while next < count && (self[next] == UInt8(ascii: " ") || self[next] == UInt8(ascii: ":")) { next += 1 }
      let start = next
      while next < count && self[next] >= UInt8(ascii: "0") && self[next] <= UInt8(ascii: "9") { next += 1 }
      return Int(String(decoding: self[start..<next], as: UTF8.self))
    }
    return nil
  }
}

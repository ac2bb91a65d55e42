import Glibc

/// A copy of a PTX text that may be read a few bytes over its end: zeros follow it, and then the names of the special
/// registers, which are interned like the names of the text.
struct PTXSource {
  /// The bytes.
  let bytes: UnsafePointer<UInt8>
  /// The length of the text without zeros at its end.
  let count: Int
  /// Where the name of each special register starts, and how long it is, in the order of their cases.
  let specialNames: [(start: Int, count: Int)]
  /// Why this is no PTX text, where that shows without reading it.
  let problem: String?

  private static let padding = 16

  init(_ text: UnsafeRawBufferPointer) {
    var count = text.count
    while count > 0 && text[count - 1] == 0 { count -= 1 }
    let names = PTXSpecialRegister.Name.allCases.map { Array("%\($0.rawValue)".utf8) }
    let namesCount = names.reduce(0) { $0 + $1.count }
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: count + 2 * Self.padding + namesCount)
    if count > 0, let base = text.baseAddress { memcpy(copy, base, count) }
    memset(copy + count, 0, 2 * Self.padding + namesCount)
    var position = count + Self.padding
    var places: [(start: Int, count: Int)] = []
    for name in names {
      for (index, byte) in name.enumerated() { copy[position + index] = byte }
      places.append((position, name.count))
      position += name.count
    }
    bytes = UnsafePointer(copy)
    self.count = count
    specialNames = places
    problem = Self.problem(of: copy, count: count)
  }

  func deallocate() { bytes.deallocate() }

  private static func problem(of bytes: UnsafeMutablePointer<UInt8>, count: Int) -> String? {
    if count == 0 { return "expected PTX text, found an empty file" }
    if count > Int(Int32.max) - (1 << 16) { return "expected a PTX text of less than 2 GiB, found \(count) bytes" }
    for index in 0..<min(count, 1024) {
      let byte = bytes[index]
      if byte < 9 || (byte > 13 && byte < 32) || byte == 127 {
        return "expected PTX text, found binary data (byte \(byte) at offset \(index))"
      }
    }
    return nil
  }
}

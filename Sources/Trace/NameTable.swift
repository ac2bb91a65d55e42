/// The texts of a trace, each held once.
///
/// One arena of bytes and an open-addressing index over it: interning a text that is already there allocates nothing,
/// and a table of a million names is three flat arrays.
public struct NameTable: Sendable {
  private var bytes: [UInt8] = []
  /// Where each text ends in `bytes`; it begins where the one before it ends.
  private var ends: [UInt32] = []
  /// Positions in `ends` plus one; 0 is free. The size is a power of two.
  private var slots: [UInt32] = Array(repeating: 0, count: 1024)

  /// A table that holds only the empty text.
  public init() {
    ends.append(0)
    insertIntoFreeSlot(0)
  }

  /// How many different texts there are.
  public var count: Int { ends.count }

  /// The id of a text, which is added if it is new.
  public mutating func intern(_ text: String) -> NameID {
    var text = text
    return text.withUTF8 { intern($0) }
  }

  /// The id of a text given as UTF-8 bytes, which is added if it is new. The bytes are copied.
  ///
  /// - Complexity: O(length) where the text is there already.
  public mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> NameID {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: Self.hash(text)) & mask
    while slots[slot] != 0 {
      let candidate = slots[slot] - 1
      if equals(candidate, text) { return NameID(rawValue: candidate) }
      slot = (slot + 1) & mask
    }
    precondition(bytes.count + text.count <= Int(UInt32.max), "a trace's texts exceed 4 GiB")
    let id = UInt32(ends.count)
    bytes.append(contentsOf: text)
    ends.append(UInt32(bytes.count))
    slots[slot] = id + 1
    if ends.count * 2 > slots.count { grow() }
    return NameID(rawValue: id)
  }

  /// The id of a text that is already there, or `nil`.
  public func find(_ text: String) -> NameID? {
    var text = text
    return text.withUTF8 { buffer in
      let mask = slots.count - 1
      var slot = Int(truncatingIfNeeded: Self.hash(buffer)) & mask
      while slots[slot] != 0 {
        if equals(slots[slot] - 1, buffer) { return NameID(rawValue: slots[slot] - 1) }
        slot = (slot + 1) & mask
      }
      return nil
    }
  }

  /// The text of an id. Bytes that are not UTF-8 read as replacement characters.
  public subscript(id: NameID) -> String {
    String(decoding: bytes[range(id.rawValue)], as: UTF8.self)
  }

  /// Calls `body` with the bytes of a text, without copying them.
  public func withBytes<Result>(of id: NameID, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows
    -> Result
  {
    let range = range(id.rawValue)
    return try bytes.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  private func range(_ position: UInt32) -> Range<Int> {
    let start = position == 0 ? 0 : Int(ends[Int(position) - 1])
    return start..<Int(ends[Int(position)])
  }

  private func equals(_ position: UInt32, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let range = range(position)
    guard range.count == text.count else { return false }
    return bytes.withUnsafeBufferPointer { stored in
      for offset in 0..<text.count where stored[range.lowerBound + offset] != text[offset] { return false }
      return true
    }
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for position in 0..<UInt32(ends.count) { insertIntoFreeSlot(position) }
  }

  private mutating func insertIntoFreeSlot(_ position: UInt32) {
    let range = range(position)
    let hash = bytes.withUnsafeBufferPointer { Self.hash(UnsafeBufferPointer(rebasing: $0[range])) }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = position + 1
  }

  /// Eight bytes a step, mixed with a multiply and a fold; the same on every run, unlike `Hasher`.
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(text.count)
    var offset = 0
    let raw = UnsafeRawBufferPointer(text)
    while offset + 8 <= text.count {
      hash = fold(hash ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    var tail: UInt64 = 0
    while offset < text.count {
      tail = tail << 8 | UInt64(text[offset])
      offset += 1
    }
    return fold(hash ^ tail)
  }

  private static func fold(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }
}

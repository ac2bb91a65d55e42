import Glibc

/// The distinct names of a PTX text, by numbers that count from 0.
struct NameTable {
  /// A name, and what it stands for at present.
  struct Entry {
    var start: Int
    var count: Int
    var hash: UInt64
    /// The innermost binding, or -1.
    var binding: Int32 = -1
    /// The latest label of the function, or -1.
    var label: Int32 = -1
    /// Whether names that are this one with a number behind it were declared one by one.
    var hasNumberedNames = false
  }

  private let bytes: UnsafePointer<UInt8>
  private var slots: [Int32]
  var entries: [Entry] = []

  init(bytes: UnsafePointer<UInt8>) {
    self.bytes = bytes
    slots = Array(repeating: -1, count: 1024)
  }

  /// The number of a name, new or known.
  mutating func intern(start: Int, count: Int) -> Int {
    let hash = Self.hash(bytes + start, count)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if entries[index].hash == hash && entries[index].count == count
        && memcmp(bytes + entries[index].start, bytes + start, count) == 0
      {
        return index
      }
      slot = (slot + 1) & mask
    }
    let index = entries.count
    slots[slot] = Int32(truncatingIfNeeded: index)
    entries.append(Entry(start: start, count: count, hash: hash))
    if entries.count * 2 > slots.count { grow() }
    return index
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    slots = Array(repeating: -1, count: mask + 1)
    for index in entries.indices {
      var slot = Int(truncatingIfNeeded: entries[index].hash) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(truncatingIfNeeded: index)
    }
  }

  /// The text is followed by enough bytes that whole words can be loaded.
  private static func hash(_ start: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    let raw = UnsafeRawPointer(start)
    var offset = 0
    while offset < count {
      var word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let rest = count - offset
      if rest < 8 { word &= (1 << (8 * UInt64(truncatingIfNeeded: rest))) - 1 }
      hash = (hash ^ word) &* 0xBF58_476D_1CE4_E5B9
      hash ^= hash >> 29
      offset += 8
    }
    return hash ^ (hash >> 17)
  }
}

/// The lines and sectors that a warp's access of global memory touches, and the passes of its banks.
struct Coalescer {
  /// The lines, `count` of them.
  let lines: UnsafeMutablePointer<Int>
  /// The sectors of each.
  let sectors: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  /// The highest line so far: one above it is new.
  private var highest = -1
  /// The aligned groups of four lines that the lines lie in: L1 looks up the tags of one at a time.
  private(set) var windowCount = 0
  private static let capacity = 32 * 33
  /// Room for the words of a bank.
  private let words: UnsafeMutablePointer<UInt32>
  private let depths: UnsafeMutablePointer<UInt8>

  init() {
    lines = .allocate(capacity: Self.capacity)
    sectors = .allocate(capacity: Self.capacity)
    words = .allocate(capacity: 32 * 32)
    depths = .allocate(capacity: 32)
  }

  func deallocate() {
    lines.deallocate()
    sectors.deallocate()
    words.deallocate()
    depths.deallocate()
  }

  mutating func clear() {
    count = 0
    highest = -1
    windowCount = 0
  }

  /// Adds bytes at an address.
  @inline(__always)
  mutating func add(_ address: UInt64, _ bytes: Int, _ first: UInt64, _ lineCount: Int) {
    var sector = (address &- first) >> 5
    let last = (address &+ UInt64(bytes) &- 1 &- first) >> 5
    while sector <= last {
      add(line: Int(truncatingIfNeeded: sector >> 2), 1 << UInt8(truncatingIfNeeded: sector & 3), lineCount)
      sector &+= 1
    }
  }

  /// Adds the accesses of lanes that are neighbours, all at once.
  mutating func add(row start: UInt64, _ bytes: Int, _ first: UInt64, _ lineCount: Int) {
    var line = Int(truncatingIfNeeded: start &- first) >> 7
    var offset = Int(truncatingIfNeeded: start &- first) & 127
    var rest = bytes
    while rest > 0 {
      let part = min(rest, 128 - offset)
      let mask = UInt8(truncatingIfNeeded: (2 << ((offset + part - 1) >> 5)) - (1 << (offset >> 5)))
      add(line: line, mask, lineCount)
      rest -= part
      offset = 0
      line += 1
    }
  }

  /// Adds a sector of a line.
  @inline(__always)
  mutating func add(line: Int, _ mask: UInt8, _ lineCount: Int) {
    guard line >= 0, line < lineCount else { return }
    var isKnownWindow = false
    if line > highest {
      isKnownWindow = line >> 2 == highest >> 2
      highest = line
    } else {
      var index = count - 1
      while index >= 0 {
        if lines[index] == line {
          sectors[index] |= mask
          return
        }
        if lines[index] >> 2 == line >> 2 { isKnownWindow = true }
        index -= 1
      }
    }
    if count == Self.capacity { return }
    lines[count] = line
    sectors[count] = mask
    count += 1
    if !isKnownWindow { windowCount += 1 }
  }

  /// The sectors of all lines.
  var sectorCount: Int {
    var result = 0
    for index in 0..<count { result += sectors[index].nonzeroBitCount }
    return result
  }

  /// The passes that 32 banks of 4 bytes need for a warp's access: lanes share one where they want the same word, or
  /// words of different banks. Accesses of 8 and 16 bytes are split into halves and quarters of the warp.
  ///
  /// - Parameter serialises: Whether lanes with the same word take turns, as atomics do.
  @inline(__always)
  func passes(_ addresses: UnsafeMutablePointer<UInt64>, _ mask: UInt32, bytes: Int, serialises: Bool = false) -> Int {
    let lanes = bytes >= 16 ? 8 : bytes == 8 ? 16 : 32
    if mask == ~0, !serialises, Self.arrangement(addresses, bytes: max(4, bytes)) != .other { return 32 / lanes }
    var result = 0
    var first = 0
    while first < 32 {
      let part = mask >> UInt32(first) & (lanes == 32 ? ~0 : (1 << UInt32(lanes)) - 1)
      if part != 0 { result += groupPasses(addresses + first, part, words: max(1, bytes / 4), serialises) }
      first += lanes
    }
    return result
  }

  @inline(__always)
  private func groupPasses(
    _ addresses: UnsafeMutablePointer<UInt64>, _ mask: UInt32, words perLane: Int, _ serialises: Bool
  ) -> Int {
    if !serialises, isRow(addresses, mask, bytes: perLane * 4) { return 1 }
    depths.update(repeating: 0, count: 32)
    var deepest: UInt8 = 1
    var rest = mask
    while rest != 0 {
      let lane = rest.trailingZeroBitCount
      rest &= rest &- 1
      let start = UInt32(truncatingIfNeeded: addresses[lane] >> 2)
      for offset in 0..<perLane {
        let word = start &+ UInt32(offset)
        let bank = Int(word & 31)
        let depth = Int(depths[bank])
        var index = serialises ? depth : 0
        while index < depth, words[bank * 32 + index] != word { index += 1 }
        if index == depth, depth < 32 {
          words[bank * 32 + depth] = word
          depths[bank] = UInt8(depth + 1)
          deepest = max(deepest, UInt8(depth + 1))
        }
      }
    }
    return Int(deepest)
  }

  /// How the addresses of all 32 lanes lie.
  enum Arrangement {
    /// Neighbours in order.
    case row
    /// All the same.
    case same
    case other
  }

  /// How the addresses of 32 lanes lie; without branches, so that it becomes vector code.
  @inline(__always)
  static func arrangement(_ addresses: UnsafeMutablePointer<UInt64>, bytes: Int) -> Arrangement {
    let start = addresses[0]
    var row: UInt64 = 0
    var same: UInt64 = 0
    for lane in 0..<32 {
      let distance = addresses[lane] &- start
      row |= distance ^ UInt64(truncatingIfNeeded: lane &* bytes)
      same |= distance
    }
    return row == 0 ? .row : same == 0 ? .same : .other
  }

  /// Whether the lanes' accesses are neighbours in order, or all the same.
  @inline(__always)
  private func isRow(_ addresses: UnsafeMutablePointer<UInt64>, _ mask: UInt32, bytes: Int) -> Bool {
    let firstLane = mask.trailingZeroBitCount
    let start = addresses[firstLane]
    var isRow = true
    var isSame = true
    var rest = mask
    while rest != 0 {
      let lane = rest.trailingZeroBitCount
      rest &= rest &- 1
      isRow = isRow && addresses[lane] &- start == UInt64((lane - firstLane) * bytes)
      isSame = isSame && addresses[lane] == start
      if !isRow && !isSame { return false }
    }
    return isRow || isSame
  }
}

/// Which lines of global memory a cache holds, each with a mask of its four sectors of 32 bytes.
///
/// Lines are numbers within the addresses in use, so that looking one up is reading an array. A full cache gives up the
/// line that came first, unless one was marked to leave before it: a ring of pointers that is larger than a cache misses
/// all the time, as the measured chases of `h800_memlat_measured.csv` do.
struct LineCache {
  /// The slot of each line, counted from 1; 0 where it has none.
  private let slots: UnsafeMutablePointer<Int32>
  private let lineCount: Int
  /// The line of each slot, counted from 1.
  private let lines: UnsafeMutablePointer<Int32>
  /// The sectors of each slot.
  private let masks: UnsafeMutablePointer<UInt8>
  /// When the last of its sectors arrives.
  private let arrivals: UnsafeMutablePointer<Int64>
  private let capacity: Int
  private var count = 0
  /// The slot that was filled longest ago, once all are in use.
  private var oldest = 0
  /// A slot that is to be replaced first, or -1.
  private var first: Int32 = -1

  init(lines lineCount: Int, capacity: Int) {
    self.capacity = max(1, min(capacity, lineCount))
    self.lineCount = lineCount
    slots = ZeroPages.array(Int32.self, lineCount)
    lines = ZeroPages.array(Int32.self, self.capacity)
    masks = ZeroPages.array(UInt8.self, self.capacity)
    arrivals = ZeroPages.array(Int64.self, self.capacity)
  }

  func deallocate() {
    ZeroPages.free(array: slots, lineCount)
    ZeroPages.free(array: lines, capacity)
    ZeroPages.free(array: masks, capacity)
    ZeroPages.free(array: arrivals, capacity)
  }

  /// The sectors of a line that it holds.
  @inline(__always)
  func sectors(_ line: Int) -> UInt8 {
    let slot = slots[line]
    return slot == 0 ? 0 : masks[Int(slot) - 1]
  }

  /// When the last sector of a line that it holds arrives.
  @inline(__always)
  func arrival(_ line: Int) -> Int64 { arrivals[Int(slots[line]) - 1] }

  /// Puts sectors of a line in.
  @inline(__always)
  mutating func insert(_ line: Int, _ sectors: UInt8, arrival: Int64, leavesFirst: Bool = false) {
    var slot = slots[line] - 1
    if slot < 0 {
      slot = place()
      let old = Int(lines[Int(slot)])
      if old > 0 { slots[old - 1] = 0 }
      lines[Int(slot)] = Int32(line + 1)
      slots[line] = slot + 1
      masks[Int(slot)] = 0
      arrivals[Int(slot)] = 0
      if leavesFirst { first = slot }
    }
    masks[Int(slot)] |= sectors
    arrivals[Int(slot)] = max(arrivals[Int(slot)], arrival)
  }

  private mutating func place() -> Int32 {
    if count < capacity {
      count += 1
      return Int32(count - 1)
    }
    if first >= 0 {
      defer { first = -1 }
      return first
    }
    defer { oldest = oldest + 1 == capacity ? 0 : oldest + 1 }
    return Int32(oldest)
  }
}

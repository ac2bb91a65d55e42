/// Which lines of global memory a cache holds, each with a mask of its four sectors of 32 bytes.
///
/// Lines are numbers within the addresses in use, so that looking one up is reading an array. A full cache gives up the
/// line that came first among those of the lowest priority: a ring of pointers that is larger than a cache misses all the
/// time, as the measured chases of `h800_memlat_measured.csv` do. Tables are numbered from 1, so that they start as
/// zeros.
struct LineCache {
  /// When a line leaves, as `evict_first`, `evict_normal` and `evict_last` of PTX ask for.
  enum Priority: Int, Sendable {
    /// Before all others.
    case first
    case normal
    /// Only when nothing else is left.
    case last
  }

  /// The slot of each line; 0 where it has none.
  private let slots: UnsafeMutablePointer<Int32>
  private let lineCount: Int
  /// The line of each slot.
  private let lines: UnsafeMutablePointer<Int32>
  /// The sectors of each slot.
  private let masks: UnsafeMutablePointer<UInt8>
  /// When the last of its sectors arrives.
  private let arrivals: UnsafeMutablePointer<Int64>
  /// The slots that came before and after each one of the same priority, and that priority.
  private let earlier: UnsafeMutablePointer<Int32>
  private let later: UnsafeMutablePointer<Int32>
  private let priorities: UnsafeMutablePointer<UInt8>
  /// The slots that came first and last, by priority.
  private var oldest = SIMD4<Int32>()
  private var newest = SIMD4<Int32>()
  private let capacity: Int
  private var count = 0

  init(lines lineCount: Int, capacity: Int) {
    self.capacity = max(1, min(capacity, lineCount))
    self.lineCount = lineCount
    slots = ZeroPages.array(Int32.self, lineCount)
    lines = ZeroPages.array(Int32.self, self.capacity + 1)
    masks = ZeroPages.array(UInt8.self, self.capacity + 1)
    arrivals = ZeroPages.array(Int64.self, self.capacity + 1)
    earlier = ZeroPages.array(Int32.self, self.capacity + 1)
    later = ZeroPages.array(Int32.self, self.capacity + 1)
    priorities = ZeroPages.array(UInt8.self, self.capacity + 1)
  }

  func deallocate() {
    ZeroPages.free(array: slots, lineCount)
    ZeroPages.free(array: lines, capacity + 1)
    ZeroPages.free(array: masks, capacity + 1)
    ZeroPages.free(array: arrivals, capacity + 1)
    ZeroPages.free(array: earlier, capacity + 1)
    ZeroPages.free(array: later, capacity + 1)
    ZeroPages.free(array: priorities, capacity + 1)
  }

  /// The sectors of a line that it holds.
  @inline(__always)
  func sectors(_ line: Int) -> UInt8 { masks[Int(slots[line])] }

  /// When the last sector of a line that it holds arrives.
  @inline(__always)
  func arrival(_ line: Int) -> Int64 { arrivals[Int(slots[line])] }

  /// Puts sectors of a line in.
  @inline(__always)
  mutating func insert(_ line: Int, _ sectors: UInt8, arrival: Int64, _ priority: Priority = .normal) {
    var slot = Int(slots[line])
    if slot == 0 {
      slot = place()
      lines[slot] = Int32(line + 1)
      slots[line] = Int32(slot)
      masks[slot] = 0
      arrivals[slot] = 0
      append(slot, priority)
    } else if priority != .normal {
      change(slot, priority)
    }
    masks[slot] |= sectors
    arrivals[slot] = max(arrivals[slot], arrival)
  }

  /// An access that finds a line gives it the priority that it asks for; one that asks for none changes nothing.
  @inline(__always)
  mutating func touch(_ line: Int, _ priority: Priority) {
    if priority != .normal, slots[line] != 0 { change(Int(slots[line]), priority) }
  }

  /// Gives a line up.
  mutating func remove(_ line: Int) { masks[Int(slots[line])] = 0 }

  private mutating func change(_ slot: Int, _ priority: Priority) {
    guard priorities[slot] != UInt8(priority.rawValue) else { return }
    unlink(slot)
    append(slot, priority)
  }

  private mutating func append(_ slot: Int, _ priority: Priority) {
    let queue = priority.rawValue
    let before = newest[queue]
    priorities[slot] = UInt8(queue)
    earlier[slot] = before
    later[slot] = 0
    if before == 0 { oldest[queue] = Int32(slot) } else { later[Int(before)] = Int32(slot) }
    newest[queue] = Int32(slot)
  }

  private mutating func unlink(_ slot: Int) {
    let queue = Int(priorities[slot])
    let (before, after) = (earlier[slot], later[slot])
    if before == 0 { oldest[queue] = after } else { later[Int(before)] = after }
    if after == 0 { newest[queue] = before } else { earlier[Int(after)] = before }
  }

  /// A slot that is free, or that of the line that leaves.
  private mutating func place() -> Int {
    if count < capacity {
      count += 1
      return count
    }
    let slot = Int(oldest[0] != 0 ? oldest[0] : oldest[1] != 0 ? oldest[1] : oldest[2])
    unlink(slot)
    slots[Int(lines[slot]) - 1] = 0
    return slot
  }
}

/// When the banks of an SM's shared memory are busy for tensor cores and for asynchronous copies, which need them at the
/// same time: they deliver or take 128 bytes a cycle, whoever asks.
///
/// Tensor cores come first, since copies are asked for several stages ahead. What copies write takes the passes that are
/// left; where products come to a time for which copies had counted on free banks, later copies wait for as much longer.
/// Time is divided into buckets of which a window is kept; what lies beyond it is taken to be free.
struct SharedMemoryCalendar {
  private static let shift: Int64 = 5
  private static let bucketCycles: Int64 = 1 << shift
  private static let capacity: Int64 = 8192
  /// Passes by bucket.
  private let products: UnsafeMutablePointer<Float>
  private let copies: UnsafeMutablePointer<Float>
  /// Which bucket of time each place of the ring holds.
  private let times: UnsafeMutablePointer<Int64>
  /// Passes of copies that have yet to be made up for.
  private var owed: Float = 0

  init() {
    products = .allocate(capacity: Int(Self.capacity))
    products.initialize(repeating: 0, count: Int(Self.capacity))
    copies = .allocate(capacity: Int(Self.capacity))
    copies.initialize(repeating: 0, count: Int(Self.capacity))
    times = .allocate(capacity: Int(Self.capacity))
    times.initialize(repeating: -1, count: Int(Self.capacity))
  }

  func deallocate() {
    products.deallocate()
    copies.deallocate()
    times.deallocate()
  }

  /// The place of a bucket in the ring.
  @inline(__always)
  private func place(_ bucket: Int64) -> Int {
    let place = Int(bucket & (Self.capacity - 1))
    if times[place] != bucket {
      times[place] = bucket
      products[place] = 0
      copies[place] = 0
    }
    return place
  }

  /// A product reads its operands, evenly over its time.
  @inline(__always)
  mutating func multiply(_ passes: Float, from start: Int64, to end: Int64) {
    let rate = passes / Float(max(end - start, 1))
    var time = start
    while time < end {
      let bucket = time >> Self.shift
      let until = min(end, (bucket + 1) << Self.shift)
      let place = place(bucket)
      products[place] += rate * Float(until - time)
      let excess = min(copies[place], products[place] + copies[place] - Float(Self.bucketCycles))
      if excess > 0 {
        copies[place] -= excess
        owed += excess
      }
      time = until
    }
  }

  /// A copy is written.
  ///
  /// - Parameters:
  ///   - passes: how many cycles the banks need for it.
  ///   - start: when its first bytes arrive.
  /// - Returns: when the last of them are written.
  @inline(__always)
  mutating func write(_ passes: Float, from start: Int64) -> Int64 {
    var left = passes + owed
    owed = 0
    var bucket = start >> Self.shift
    // Part of the first bucket lies before the start.
    var room = Float((bucket + 1) << Self.shift - start)
    var end = start
    while left > 0 {
      let place = place(bucket)
      let free = min(room, Float(Self.bucketCycles) - products[place] - copies[place])
      if free > 0 {
        let taken = min(free, left)
        copies[place] += taken
        left -= taken
        end = (bucket + 1) << Self.shift - Int64(room - room * taken / free)
      }
      bucket += 1
      room = Float(Self.bucketCycles)
    }
    return end
  }
}

/// How long a read waits for others on its way to memory, by how busy memory has been.
///
/// Requests of all SMs meet at random, each keeping what it meets busy for as long as any other: the mean wait of a queue
/// M/D/1 is `service * u / (2 * (1 - u))` at a use `u` (Kleinrock, Queueing Systems, volume 1). The use is that of an
/// SM's part of memory over the last window. Of what it asks for at the same moment half counts: a window that ends with
/// one of several equal bursts holds half a burst less than the time of it would on average.
struct MemoryQueue {
  /// Cycles over which the use is counted.
  private static let window = 4096.0
  /// The least time that a use is taken over.
  private static let shortest = 512.0

  private let service: Double
  /// The highest use that counts: as many requests as there can be do not wait without end.
  private let busiest: Double
  private var start = 0.0
  private var previous = 0.0
  private var current = 0.0
  private var hasPrevious = false
  /// What was asked for at the last moment, and when.
  private var pending = 0.0
  private var moment = -1.0

  init(service: Double, busiest: Double) {
    self.service = service
    self.busiest = busiest
  }

  /// Counts that memory is kept busy for some cycles, by something at a time.
  ///
  /// - Returns: How long it waits.
  @inline(__always)
  mutating func wait(_ time: Double, busy: Double) -> Double {
    if time > moment {
      current += pending
      pending = 0
      moment = time
      advance(time)
    }
    pending += busy
    let elapsed = max(0, time - start)
    let before =
      hasPrevious
      ? (previous * max(0, 1 - elapsed / Self.window) + current) / Self.window
      : current / max(elapsed, Self.shortest)
    let use = before + pending / (2 * Self.window)
    let capped = min(use, busiest)
    return service * capped / (2 * (1 - capped))
  }

  private mutating func advance(_ time: Double) {
    while time - start >= Self.window {
      previous = current
      current = 0
      hasPrevious = true
      start += Self.window
      if time - start >= 2 * Self.window {
        previous = 0
        start = time
      }
    }
  }
}

/// When the phases of mbarriers complete. The executor completes them as soon as copies are issued; here stands when
/// their bytes arrive.
struct MbarrierTimes {
  private struct Entry {
    /// The latest of what the current phase has got.
    var pending: Int64 = 0
    /// When the last phase was complete.
    var completed: Int64 = 0
    /// The parity when it was looked at last.
    var phase: UInt64 = 0
  }

  private let entries: UnsafeMutablePointer<Entry>
  private let perCTA: Int

  init(ctas: Int, sharedBytes: Int) {
    perCTA = sharedBytes / 8 + 2
    entries = .allocate(capacity: ctas * perCTA)
    entries.initialize(repeating: Entry(), count: ctas * perCTA)
  }

  func deallocate() { entries.deallocate() }

  /// An mbarrier is made.
  func reset(_ cta: Int, _ offset: Int, at time: Int64) {
    guard offset >> 3 < perCTA else { return }
    entries[cta * perCTA + offset >> 3] = Entry(pending: 0, completed: time, phase: 0)
  }

  /// Something arrives at an mbarrier.
  ///
  /// - Parameter phase: Its parity afterwards.
  func note(_ cta: Int, _ offset: Int, at time: Int64, phase: UInt64) {
    guard offset >> 3 < perCTA else { return }
    let entry = entries + (cta * perCTA + offset >> 3)
    entry.pointee.pending = max(entry.pointee.pending, time)
    if entry.pointee.phase != phase {
      entry.pointee.phase = phase
      entry.pointee.completed = entry.pointee.pending
      entry.pointee.pending = 0
    }
  }

  /// When the last phase of an mbarrier was complete.
  func completed(_ cta: Int, _ offset: Int) -> Int64 {
    offset >> 3 < perCTA ? entries[cta * perCTA + offset >> 3].completed : 0
  }
}

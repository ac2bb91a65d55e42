/// Where a warp stands in time.
struct WarpTiming {
  /// What holds it besides time.
  enum State: UInt8 {
    /// It can issue from its time on.
    case running
    /// A barrier of the CTA or the cluster.
    case barrier
    /// An mbarrier.
    case mbarrier
    /// Lanes of its own.
    case parked
    /// There is no warp.
    case empty
  }

  var state = State.empty
  /// Why it waits until its time.
  var reason = StallReason.wait
  /// The end of its last issue.
  var since: Int64 = 0
  /// The earliest issue that its last instruction allows, and why.
  var earliest: Int64 = 0
  var pauseReason = StallReason.wait
  /// Its next instruction.
  var instruction: Int32 = 0
  /// Its SM.
  var sm: Int32 = 0
  /// Its scheduler among all.
  var scheduler: Int32 = 0
  /// Its number for the executor.
  var number: Int32 = 0
  /// When it started.
  var start: Int64 = 0
  /// When its stores have reached L2.
  var storesDone: Int64 = 0
  /// The mbarrier that it waits for.
  var mbarrier: UnsafeMutableRawPointer?
  var waitedPhase: UInt64 = 0
  var copies = GroupQueue()
  var bulkCopies = GroupQueue()
  var products = GroupQueue()
}

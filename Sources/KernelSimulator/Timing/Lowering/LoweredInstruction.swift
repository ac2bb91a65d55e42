/// What the machine does for an instruction besides occupying a pipe.
enum LoweredKind: UInt8, Sendable {
  case arithmetic
  case load, store, atomic, reduction
  case matrixLoad, matrixStore
  case tileLoad, tileStore
  case warpMultiply, groupMultiply, groupCommit, groupWait
  case asyncCopy, asyncCommit, asyncWait, asyncArrive
  case bulkCopy, bulkCommit, bulkWait
  case barrier, clusterBarrier
  case mbarrier, mbarrierWait
  case branch, exit, fence, sleep
}

/// What an instruction of PTX becomes on the machine.
struct LoweredInstruction: Sendable {
  /// How loads and stores use the caches.
  struct Hints: OptionSet, Sendable {
    let rawValue: UInt8
    /// The line does not enter L1; what is there already is used.
    static let bypassesL1 = Hints(rawValue: 1)
    /// A miss in L2 reads the whole line of 128 bytes.
    static let prefetches128 = Hints(rawValue: 2)
    /// A miss in L2 reads two lines.
    static let prefetches256 = Hints(rawValue: 4)
    /// What L1 holds is not used either, and given up.
    static let skipsL1 = Hints(rawValue: 8)
    /// The line is the first to leave L1, or the last.
    static let evictsFirstFromL1 = Hints(rawValue: 16)
    static let evictsLastFromL1 = Hints(rawValue: 32)
    /// The line is the first to leave L2, or the last.
    static let evictsFirstFromL2 = Hints(rawValue: 64)
    static let evictsLastFromL2 = Hints(rawValue: 128)

    /// The priority of a line in L1.
    @inline(__always)
    var inL1: LineCache.Priority {
      contains(.evictsFirstFromL1) ? .first : contains(.evictsLastFromL1) ? .last : .normal
    }

    /// The priority of a line in L2.
    @inline(__always)
    var inL2: LineCache.Priority {
      contains(.evictsFirstFromL2) ? .first : contains(.evictsLastFromL2) ? .last : .normal
    }
  }

  /// What it does.
  var kind = LoweredKind.arithmetic
  /// Who executes it.
  var pipe = IssuePipe.control
  /// Issue slots; none where it is folded into others, or needs no instruction at all.
  var slots: UInt8 = 1
  /// Cycles that it keeps the pipe.
  var interval: UInt16 = 0
  /// Cycles from its last issue to its result, beyond what the class of the result says.
  var extraLatency: UInt16 = 0
  /// Who makes the result.
  var result = ResultClass.timed
  /// Why those wait who use the result.
  var reason = StallReason.wait
  /// Cycles until the warp can issue again beyond its slots.
  var pause: UInt16 = 0
  var hints: Hints = []
  /// A number that the instruction says: groups to wait for.
  var count: Int16 = 0
  /// Where its reads start in the list of reads, and how many there are.
  var firstRead: Int32 = 0
  var readCount: Int32 = 0
  var firstWrite: Int32 = 0
  var writeCount: Int32 = 0
  /// The line of the PTX file.
  var line: Int32 = 0
}

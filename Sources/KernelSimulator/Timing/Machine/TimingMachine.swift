import PTX

/// The SMs of one cluster in cycles: warps issue in order, and what they wait for is known when they issue.
///
/// The executor says what each instruction does, at the cycle of its issue. Cycles in which nobody can issue are
/// skipped.
struct TimingMachine: ~Copyable {
  var executor: Executor
  let lowered: UnsafeMutablePointer<LoweredInstruction>
  let reads: UnsafeMutablePointer<UInt32>
  let writes: UnsafeMutablePointer<Int32>
  let latencies: UnsafeMutablePointer<UInt8>
  let instructionCount: Int
  let registerCount: Int
  let parameters: KernelTimingParameters
  var memory: MemoryModel
  var coalescer = Coalescer()

  let smCount: Int
  let residentClusters: Int
  let warpsPerCTA: Int
  let seatsPerScheduler: Int
  let schedulerCount: Int
  let seatCount: Int

  /// By seat: a scheduler's seats stand together.
  let times: UnsafeMutablePointer<Int64>
  let warps: UnsafeMutablePointer<WarpTiming>
  /// By seat and register: the time in the upper bits, then `ResultClass` and `StallReason`.
  let ready: UnsafeMutablePointer<Int64>
  /// The seat of each of the executor's warps.
  let seats: UnsafeMutablePointer<Int32>

  /// By scheduler.
  let lastSeat: UnsafeMutablePointer<Int>
  let nextTime: UnsafeMutablePointer<Int64>
  let busyUntil: UnsafeMutablePointer<Int64>
  /// By scheduler and pipe.
  let pipeFree: UnsafeMutablePointer<Int64>
  let pipeBusy: UnsafeMutablePointer<Int64>
  /// When the tensor core of each scheduler is free.
  let tensorFree: UnsafeMutablePointer<Int64>

  var mbarriers: MbarrierTimes
  var tensorMaps = TensorMapCache()

  /// By reason; and by instruction and reason.
  let stalls: UnsafeMutablePointer<Int>
  let lineStalls: UnsafeMutablePointer<Int>
  /// Issues by instruction.
  let lineIssues: UnsafeMutablePointer<Int>
  /// When the barriers of each SM take the next arrival.
  let barrierFree: UnsafeMutablePointer<Int64>
  /// When the last barrier that was complete lets go.
  var barrierTime: Int64 = 0
  /// Slots of which a warp has ended since they were looked at, as bits.
  var completed: UInt64 = 0
  let clockMegahertz: Double
  var issueSlots = 0
  let schedulerIssues: UnsafeMutablePointer<Int>
  var freeInstructions = 0
  var warpCycles: Int64 = 0
  var warpsStarted = 0
  var now: Int64 = 0
  var end: Int64 = 0
  var failure: EmulatorError? { didSet { hasFailed = failure != nil } }
  private(set) var hasFailed = false
  var isRecording = false
  var recording = TimingRecording(slots: 0, ctaSlots: 0)

  init(
    executor: consuming Executor, lowering: Lowering, parameters: KernelTimingParameters, memory: MemoryModel,
    clockMegahertz: Double
  ) {
    self.parameters = parameters
    self.clockMegahertz = clockMegahertz
    self.memory = memory
    smCount = executor.ctasPerCluster
    residentClusters = executor.residentClusters
    warpsPerCTA = executor.warpsPerCTA
    let warpCount = residentClusters * smCount * warpsPerCTA
    seatsPerScheduler = (residentClusters * warpsPerCTA + 3) / 4
    schedulerCount = smCount * 4
    seatCount = schedulerCount * seatsPerScheduler
    instructionCount = lowering.instructions.count
    registerCount = max(lowering.registerCount, 1)
    lowered = Self.copy(lowering.instructions)
    reads = Self.copy(lowering.reads)
    writes = Self.copy(lowering.writes)
    latencies = Self.copy(ResultLatency.table)
    times = Self.filled(.max, seatCount)
    warps = Self.filled(WarpTiming(), seatCount)
    ready = Self.filled(0, seatCount * registerCount)
    seats = Self.filled(0, warpCount)
    lastSeat = Self.filled(0, schedulerCount)
    nextTime = Self.filled(.max, schedulerCount)
    busyUntil = Self.filled(0, schedulerCount)
    pipeFree = Self.filled(0, schedulerCount * IssuePipe.count)
    pipeBusy = Self.filled(0, schedulerCount * IssuePipe.count)
    tensorFree = Self.filled(0, schedulerCount)
    barrierFree = Self.filled(0, smCount)
    schedulerIssues = Self.filled(0, schedulerCount)
    stalls = Self.filled(0, StallReason.allCases.count)
    lineStalls = Self.filled(0, max(instructionCount, 1) * StallReason.allCases.count)
    lineIssues = Self.filled(0, max(instructionCount, 1))
    mbarriers = MbarrierTimes(ctas: residentClusters * smCount, sharedBytes: executor.sharedBytes)
    for slot in 0..<residentClusters {
      for rank in 0..<smCount {
        for position in 0..<warpsPerCTA {
          let number = (slot * smCount + rank) * warpsPerCTA + position
          let place = slot * warpsPerCTA + position
          let scheduler = rank * 4 + place % 4
          let seat = scheduler * seatsPerScheduler + place / 4
          seats[number] = Int32(seat)
          warps[seat].sm = Int32(rank)
          warps[seat].scheduler = Int32(scheduler)
          warps[seat].number = Int32(number)
        }
      }
    }
    self.executor = executor
  }

  deinit {
    lowered.deallocate()
    reads.deallocate()
    writes.deallocate()
    latencies.deallocate()
    times.deallocate()
    warps.deallocate()
    ready.deallocate()
    seats.deallocate()
    lastSeat.deallocate()
    nextTime.deallocate()
    busyUntil.deallocate()
    pipeFree.deallocate()
    pipeBusy.deallocate()
    tensorFree.deallocate()
    barrierFree.deallocate()
    schedulerIssues.deallocate()
    stalls.deallocate()
    lineStalls.deallocate()
    lineIssues.deallocate()
    memory.deallocate()
    coalescer.deallocate()
    mbarriers.deallocate()
  }

  private static func copy<T>(_ array: [T]) -> UnsafeMutablePointer<T> {
    let result = UnsafeMutablePointer<T>.allocate(capacity: max(array.count, 1))
    array.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { result.initialize(from: base, count: buffer.count) }
    }
    return result
  }

  private static func filled<T>(_ value: T, _ count: Int) -> UnsafeMutablePointer<T> {
    let result = UnsafeMutablePointer<T>.allocate(capacity: max(count, 1))
    result.initialize(repeating: value, count: max(count, 1))
    return result
  }

  /// Starts a cluster of the grid in a slot.
  mutating func start(cluster index: Int, in slot: Int) {
    executor.start(cluster: index, in: slot)
    if isRecording { recordStart(cluster: index, in: slot) }
    for number in slot * smCount * warpsPerCTA..<(slot + 1) * smCount * warpsPerCTA {
      let seat = Int(seats[number])
      (ready + seat * registerCount).update(repeating: 0, count: registerCount)
      warps[seat].state = .running
      warps[seat].since = now
      warps[seat].earliest = now
      warps[seat].pauseReason = .dispatchStall
      warps[seat].start = now
      warps[seat].storesDone = 0
      warps[seat].copies = GroupQueue()
      warps[seat].bulkCopies = GroupQueue()
      warps[seat].products = GroupQueue()
      warpsStarted += 1
      prepare(seat)
    }
  }

  /// Whether a slot has no cluster, or one that has ended.
  mutating func isFree(_ slot: Int) -> Bool {
    for number in slot * smCount * warpsPerCTA..<(slot + 1) * smCount * warpsPerCTA
    where warps[Int(seats[number])].state != .empty {
      return false
    }
    return true
  }
}

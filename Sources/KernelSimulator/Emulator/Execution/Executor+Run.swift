/// Running a warp.
extension Executor {
  /// Why a warp's turn ended.
  enum TurnEnd {
    /// It has executed what it was given.
    case budget
    /// All its lanes wait.
    case blocked
    /// It found what it waits for not yet done, and lets others go first.
    case yielded
    /// All its lanes have ended.
    case ended
    /// The run stops; see `failure`.
    case failed
  }

  /// Makes a warp the one that runs.
  @inline(__always)
  mutating func select(_ number: Int) {
    warp = warps + number
    cta = ctas + warp.pointee.cta
    registers = warp.pointee.registers
    predicates = warp.pointee.predicates
  }

  /// Executes one instruction of a warp: its micro-operations up to the next one that counts.
  ///
  /// What it did is in `lastOp`, `lastMask`, and for memory instructions in `lastAccessBytes` and `addresses`.
  mutating func step(_ number: Int) -> TurnEnd {
    let end = run(number, budget: 1)
    return end
  }

  /// Executes instructions of the warp that `upcoming` was asked about last: one, or some that neither branch nor touch
  /// memory nor wait.
  mutating func stepUpcoming(budget: Int = 1) -> TurnEnd {
    warp.pointee.turns &+= 1
    let start = warpInstructions
    turnStart = UInt64(start)
    // Another fragment may have its turn now.
    if warp.pointee.fragmentCount > 1 {
      startTurn()
      guard chooseFragment() else { return idleEnd() }
    }
    if runFragment(budget: budget) == .stop { return .failed }
    if warpInstructions &- start == budget {
      cta.pointee.clock &+= UInt64(budget)
      return .budget
    }
    return runTurn(budget: budget &- (warpInstructions &- start), since: start)
  }

  /// Runs a warp until it waits, ends, or has executed a number of instructions.
  mutating func run(_ number: Int, budget: Int) -> TurnEnd {
    select(number)
    warp.pointee.turns &+= 1
    let start = warpInstructions
    turnStart = UInt64(warpInstructions)
    startTurn()
    return runTurn(budget: budget, since: start)
  }

  private mutating func runTurn(budget: Int, since start: Int) -> TurnEnd {
    var end = TurnEnd.budget
    var rest = budget
    while true {
      guard chooseFragment() else {
        end = idleEnd()
        break
      }
      let before = warpInstructions
      let signal = runFragment(budget: rest)
      rest -= warpInstructions - before
      if signal == .stop {
        end = .failed
        break
      }
      if rest <= 0 { break }
    }
    cta.pointee.clock &+= UInt64(warpInstructions - start)
    return end
  }

  /// Why no fragment can run.
  private mutating func idleEnd() -> TurnEnd {
    if warp.pointee.fragmentCount == 0 { return .ended }
    for index in 0..<warp.pointee.fragmentCount where warp.pointee.fragments[index].state == .yielded {
      return .yielded
    }
    return .blocked
  }

  /// What an instruction asks of the loop.
  enum Signal {
    /// Go on behind it.
    case next
    /// Go on where the current fragment stands, which has changed.
    case moved
    /// The fragment cannot go on, or another one must be chosen.
    case leave
    /// The run stops.
    case stop
  }

  /// Runs the current fragment until it waits, meets another fragment, or has executed a number of instructions.
  private mutating func runFragment(budget: Int) -> Signal {
    let ops = UnsafePointer<MicroOp>(self.ops)
    let registers = self.registers
    let predicates = self.predicates
    let fragments = warp.pointee.fragments
    let current = warp.pointee.current
    var place = fragments[current].place
    var active = fragments[current].mask
    var meeting = nextMeeting(place)
    var counted = 0
    var threads = 0
    var signal = Signal.next
    while true {
      let op = ops + Int(place)
      if place >= meeting {
        signal = .leave
        break
      }
      if counted >= budget && op.pointee.counts == 1 { break }
      let mask = active & (predicates[Int(op.pointee.guardPredicate)] ^ op.pointee.guardInvert)
      if op.pointee.counts == 1 {
        counted &+= 1
        threads &+= mask == ~0 ? 32 : mask.nonzeroBitCount
      }
      lastOp = op
      lastMask = mask
      switch op.pointee.group {
      case .integer: IntegerExecution.run(registers, predicates, op, mask)
      case .wideInteger: WideIntegerExecution.run(registers, predicates, op, mask)
      case .float: FloatExecution.run(registers, op, mask)
      case .otherFloat: OtherFloatExecution.run(registers, op, mask)
      case .packed: PackedExecution.run(registers, op, mask)
      case .compare: CompareExecution.run(registers, predicates, op, mask)
      case .convert: ConvertExecution.run(registers, op, mask)
      case .memory: if mask != 0 { runMemory(op, mask) }
      case .atomic: if mask != 0 { runAtomic(op, mask) }
      default:
        fragments[current].place = place
        signal = mask == 0 ? .next : runOther(op, mask)
        if signal != .next {
          if signal != .moved { break }
          signal = .next
          place = fragments[current].place
          active = fragments[current].mask
          meeting = nextMeeting(place)
          continue
        }
      }
      if signal != .next { break }
      place &+= 1
    }
    if signal == .next || place >= meeting { fragments[current].place = place }
    warpInstructions &+= counted
    threadInstructions &+= threads
    return signal
  }

  /// The groups that can do more than change registers and memory.
  private mutating func runOther(_ op: UnsafePointer<MicroOp>, _ mask: UInt32) -> Signal {
    switch op.pointee.group {
    case .control: return runControl(op, mask)
    case .warp: return runWarp(op, mask)
    case .barrier: return runBarrier(op, mask)
    case .mbarrier: return runMbarrier(op, mask)
    case .copy: runCopy(op, mask)
    case .matrix: return runMatrix(op, mask)
    case .special: return runSpecial(op, mask)
    default: break
    }
    return hasFailed ? .stop : .next
  }
}

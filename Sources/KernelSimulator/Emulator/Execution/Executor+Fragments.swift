/// Lanes of a warp that part and meet.
extension Executor {
  /// At the start of a turn fragments that let others go first may run again, and the one that has waited too long is
  /// preferred.
  @inline(__always)
  mutating func startTurn() {
    warp.pointee.preferredLane = -1
    if warp.pointee.fragmentCount == 1 {
      if warp.pointee.fragments[0].state == .yielded { warp.pointee.fragments[0].state = .ready }
    } else {
      startDivergentTurn()
    }
  }

  private mutating func startDivergentTurn() {
    var oldest = -1
    for index in 0..<warp.pointee.fragmentCount {
      if warp.pointee.fragments[index].state == .yielded { warp.pointee.fragments[index].state = .ready }
      guard warp.pointee.fragments[index].state == .ready else { continue }
      if oldest < 0 || warp.pointee.fragments[index].lastRun < warp.pointee.fragments[oldest].lastRun { oldest = index }
    }
    if oldest >= 0, warp.pointee.turns &- warp.pointee.fragments[oldest].lastRun > patience {
      warp.pointee.preferredLane = warp.pointee.fragments[oldest].mask.trailingZeroBitCount
    }
  }

  /// The lowest place above a place at which another fragment stands that lanes can meet.
  @inline(__always)
  mutating func nextMeeting(_ place: Int32) -> Int32 {
    if warp.pointee.fragmentCount == 1 { return .max }
    return slowMeeting(place)
  }

  private mutating func slowMeeting(_ place: Int32) -> Int32 {
    var result = Int32.max
    for index in 0..<warp.pointee.fragmentCount where index != warp.pointee.current {
      let other = warp.pointee.fragments[index]
      if other.place > place, other.place < result, other.state.rawValue <= Fragment.State.lanes.rawValue {
        result = other.place
      }
    }
    return result
  }

  /// Joins fragments at the same place and chooses the one that runs.
  ///
  /// - Returns: Whether one can run.
  @inline(__always)
  mutating func chooseFragment() -> Bool {
    if warp.pointee.fragmentCount == 1 {
      warp.pointee.current = 0
      if warp.pointee.fragments[0].state == .ready { return true }
      return warp.pointee.fragments[0].state == .lanes && releaseLanes()
    }
    return chooseAmongFragments()
  }

  private mutating func chooseAmongFragments() -> Bool {
    let count = warp.pointee.fragmentCount
    if count == 0 { return false }
    joinFragments()
    var best = -1
    let fragments = warp.pointee.fragments
    let preferred = warp.pointee.preferredLane
    for index in 0..<warp.pointee.fragmentCount where fragments[index].state == .ready {
      if preferred >= 0, fragments[index].mask >> UInt32(preferred) & 1 == 1 {
        best = index
        break
      }
      if best < 0 || fragments[index].place < fragments[best].place { best = index }
    }
    if best < 0 { return releaseLanes() && chooseFragment() }
    fragments[best].lastRun = warp.pointee.turns
    warp.pointee.current = best
    return true
  }

  /// Joins fragments at the same place.
  private mutating func joinFragments() {
    let fragments = warp.pointee.fragments
    var first = 0
    while first < warp.pointee.fragmentCount {
      var second = first + 1
      while second < warp.pointee.fragmentCount {
        if fragments[first].place == fragments[second].place, canJoin(fragments[first]), canJoin(fragments[second]) {
          fragments[first].mask |= fragments[second].mask
          fragments[first].lastRun = max(fragments[first].lastRun, fragments[second].lastRun)
          fragments[first].state = .ready
          removeFragment(second)
        } else {
          second += 1
        }
      }
      first += 1
    }
  }

  @inline(__always)
  private mutating func canJoin(_ fragment: Fragment) -> Bool {
    fragment.state.rawValue <= Fragment.State.lanes.rawValue
  }

  /// Takes a fragment out; the others keep their order.
  mutating func removeFragment(_ index: Int) {
    let last = warp.pointee.fragmentCount - 1
    if index < last { for next in index..<last { warp.pointee.fragments[next] = warp.pointee.fragments[next + 1] } }
    warp.pointee.fragmentCount = last
    if warp.pointee.current > index { warp.pointee.current -= 1 }
  }

  /// Adds a fragment.
  mutating func addFragment(place: Int32, mask: UInt32) {
    var fragment = Fragment(place: place, mask: mask)
    fragment.lastRun = warp.pointee.turns
    warp.pointee.fragments[warp.pointee.fragmentCount] = fragment
    warp.pointee.fragmentCount += 1
  }

  /// Where no fragment is ready, those that wait for each other's lanes at different places are let go on, if all the
  /// lanes that they wait for wait as well.
  ///
  /// - Returns: Whether one was.
  private mutating func releaseLanes() -> Bool {
    let fragments = warp.pointee.fragments
    var waiting: UInt32 = 0
    for index in 0..<warp.pointee.fragmentCount where fragments[index].state == .lanes {
      let op = ops[Int(fragments[index].place)]
      if op.group == .warp && op.code == WarpOperation.synchronize.rawValue { waiting |= fragments[index].mask }
    }
    var isReleased = false
    for index in 0..<warp.pointee.fragmentCount where fragments[index].state == .lanes {
      let op = ops[Int(fragments[index].place)]
      if op.group == .barrier {
        fragments[index].isForced = true
        fragments[index].state = .ready
        return true
      }
      guard op.group == .warp, op.code == WarpOperation.synchronize.rawValue else { continue }
      if memberMask(op.b, fragments[index].mask) & warp.pointee.live & ~waiting == 0 {
        fragments[index].state = .ready
        fragments[index].place += 1
        isReleased = true
      }
    }
    return isReleased
  }

  /// The lanes that a member mask names for any of some lanes.
  @inline(__always)
  mutating func memberMask(_ slot: Int32, _ mask: UInt32) -> UInt32 {
    let members = Lanes.slot(registers, slot, as: UInt32.self)
    var result: UInt32 = 0
    var rest = mask
    while rest != 0 {
      result |= members[rest.trailingZeroBitCount]
      rest &= rest &- 1
    }
    return result
  }

  /// Lets lanes wait until the other lanes of an instruction are there.
  ///
  /// Lanes of the fragment that the guard excludes do not execute the instruction and go on.
  mutating func waitForLanes(_ mask: UInt32) -> Signal {
    let fragment = warp.pointee.fragments + warp.pointee.current
    let skipped = fragment.pointee.mask & ~mask
    if skipped != 0 {
      fragment.pointee.mask = mask
      addFragment(place: fragment.pointee.place + 1, mask: skipped)
    }
    fragment.pointee.state = .lanes
    uncount()
    return .leave
  }

  /// An instruction that has to be executed again is counted then.
  @inline(__always)
  mutating func uncount() {
    warpInstructions &-= 1
    threadInstructions &-= lastMask.nonzeroBitCount
  }
}

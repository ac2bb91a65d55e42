/// Branches, calls, returns and ends.
extension Executor {
  mutating func runControl(_ op: UnsafePointer<MicroOp>, _ mask: UInt32) -> Signal {
    switch unsafeBitCast(op.pointee.code, to: ControlOperation.self) {
    case .branch: return branch(to: op.pointee.d, mask)
    case .branchIndexed: return branchIndexed(op, mask)
    case .call: return call(op, mask)
    case .return: return returnFrom(op, mask)
    case .exit: return exit(mask)
    case .trap:
      fail(mask.trailingZeroBitCount) { kernel, cta, thread, line in
        .trap(kernel: kernel, cta: cta, thread: thread, line: line, message: "trap")
      }
      return .stop
    }
  }

  /// Moves some lanes of the current fragment elsewhere; the others go on behind the instruction.
  @inline(__always)
  mutating func branch(to target: Int32, _ mask: UInt32) -> Signal {
    let fragment = warp.pointee.fragments + warp.pointee.current
    let rest = fragment.pointee.mask & ~mask
    if rest == 0 {
      fragment.pointee.place = target
      // Where lanes have parted, another fragment may now be the lowest.
      return warp.pointee.fragmentCount == 1 ? .moved : .leave
    }
    let next = fragment.pointee.place + 1
    fragment.pointee.mask = rest
    fragment.pointee.place = next
    addFragment(place: target, mask: mask)
    return .leave
  }

  private mutating func branchIndexed(_ op: UnsafePointer<MicroOp>, _ mask: UInt32) -> Signal {
    let table = program.code.branchTables[Int(op.pointee.e)]
    let indices = Lanes.slot(registers, op.pointee.a, as: UInt32.self)
    return scatter(mask) { lane in Int(indices[lane]) < table.count ? table[Int(indices[lane])] : -1 }
  }

  /// Moves each lane to a place of its own; the lanes of the fragment that are not among them go on.
  mutating func scatter(_ mask: UInt32, _ target: (Int) -> Int32) -> Signal {
    var rest = mask
    let fragment = warp.pointee.fragments[warp.pointee.current]
    var isFirst = true
    let skipped = fragment.mask & ~mask
    while rest != 0 {
      let place = target(rest.trailingZeroBitCount)
      if place < 0 {
        fail(rest.trailingZeroBitCount) { kernel, cta, thread, line in
          .stopped(kernel: kernel, cta: cta, thread: thread, line: line, reason: "a branch to no target")
        }
        return .stop
      }
      var lanes: UInt32 = 0
      var others = rest
      while others != 0 {
        let lane = others.trailingZeroBitCount
        if target(lane) == place { lanes |= 1 << UInt32(lane) }
        others &= others &- 1
      }
      rest &= ~lanes
      if isFirst {
        warp.pointee.fragments[warp.pointee.current].mask = lanes
        warp.pointee.fragments[warp.pointee.current].place = place
        isFirst = false
      } else {
        addFragment(place: place, mask: lanes)
      }
    }
    if skipped != 0 { addFragment(place: fragment.place + 1, mask: skipped) }
    return .leave
  }

  /// Ends threads.
  mutating func exit(_ mask: UInt32) -> Signal {
    sideEffects &+= 1
    let count = mask.nonzeroBitCount
    warp.pointee.live &= ~mask
    cta.pointee.liveThreads -= count
    clusters[cta.pointee.cluster].liveThreads -= count
    let current = warp.pointee.current
    let rest = warp.pointee.fragments[current].mask & ~mask
    if rest == 0 {
      removeFragment(current)
    } else {
      warp.pointee.fragments[current].mask = rest
      warp.pointee.fragments[current].place += 1
    }
    // Who waits for these lanes waits in vain, or no longer.
    for index in 0..<warp.pointee.fragmentCount where warp.pointee.fragments[index].state == .lanes {
      warp.pointee.fragments[index].state = .ready
    }
    if warp.pointee.live == 0 { cta.pointee.liveWarps -= 1 }
    barriersAfterExit()
    return rest == 0 || warp.pointee.fragmentCount > 1 ? .leave : .moved
  }

  /// Stops the run with an error at a lane of the warp.
  mutating func fail(_ lane: Int, _ make: (String, Launch.Extent, Launch.Extent, Int) -> EmulatorError) {
    guard !hasFailed else { return }
    let line = program.line(lastOp.pointee)
    failure = make(program.kernel, ctaPlace, threadPlace(lane), line)
  }

  /// The place of the CTA in the grid.
  var ctaPlace: Launch.Extent { Launch.Extent(cta.pointee.x, cta.pointee.y, cta.pointee.z) }

  /// The place of a lane's thread in the CTA.
  mutating func threadPlace(_ lane: Int) -> Launch.Extent {
    let thread = warp.pointee.index * 32 + lane
    let block = launch.block
    return Launch.Extent(thread % block.x, thread / block.x % block.y, thread / (block.x * block.y))
  }
}

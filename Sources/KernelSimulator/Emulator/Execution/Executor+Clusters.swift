import PTX

/// Starting clusters.
extension Executor {
  /// Allocates the memory of a running cluster's CTAs and warps; they are used again for the clusters that follow.
  mutating func allocateCluster(_ slot: Int) {
    let code = program.code
    let registerBytes = (code.constantUnits + code.registerUnits + 1) * 128
    for index in 0..<ctasPerCluster {
      let number = slot * ctasPerCluster + index
      let shared = UnsafeMutableRawPointer.allocate(byteCount: sharedBytes + 16, alignment: 1024)
      let shadow = UnsafeMutableRawPointer.allocate(byteCount: sharedBytes + 16, alignment: 1024)
      shared.initializeMemory(as: UInt8.self, repeating: 0, count: sharedBytes)
      shadow.initializeMemory(as: UInt8.self, repeating: 0, count: sharedBytes)
      let barriers = UnsafeMutablePointer<BarrierState>.allocate(capacity: 16)
      barriers.initialize(repeating: BarrierState(), count: 16)
      (ctas + number).initialize(to: CTAState(shared: shared, sharedShadow: shadow, barriers: barriers))
      for position in 0..<warpsPerCTA {
        let image = UnsafeMutableRawPointer.allocate(byteCount: registerBytes, alignment: 128)
        image.initializeMemory(as: UInt8.self, repeating: 0, count: registerBytes)
        let predicates = UnsafeMutablePointer<UInt32>.allocate(capacity: code.predicateCount)
        predicates.initialize(repeating: 0, count: code.predicateCount)
        let local = UnsafeMutableRawPointer.allocate(byteCount: localBytes * 32 + 16, alignment: 16)
        let localShadow = UnsafeMutableRawPointer.allocate(byteCount: localBytes * 32 + 16, alignment: 16)
        let stack = UnsafeMutablePointer<UInt64>.allocate(capacity: 32)
        stack.initialize(repeating: 0, count: 32)
        let fragments = UnsafeMutablePointer<Fragment>.allocate(capacity: 33)
        fragments.initialize(repeating: Fragment(place: 0, mask: 0), count: 33)
        let arrivals = UnsafeMutablePointer<UInt32>.allocate(capacity: 16)
        arrivals.initialize(repeating: 0, count: 16)
        image.copyMemory(from: constantImage, byteCount: code.constantUnits * 128)
        (warps + number * warpsPerCTA + position).initialize(
          to: WarpState(
            registers: image + code.constantUnits * 128, predicates: predicates, local: local,
            localShadow: localShadow, stackTop: stack, fragments: fragments, cta: number, index: position,
            arrivals: arrivals))
        let values = SpecialValues(launch: launch, cta: ctas[number], warp: position)
        for index in 0..<specialCount where specials[index].isFixed {
          fill(specials[index], values, warps + number * warpsPerCTA + position)
        }
      }
    }
    clusters[slot].isAllocated = true
  }

  /// Frees what `allocateCluster` has allocated.
  func deallocateCluster(_ slot: Int) {
    for number in slot * ctasPerCluster..<(slot + 1) * ctasPerCluster {
      ctas[number].shared.deallocate()
      ctas[number].sharedShadow.deallocate()
      ctas[number].barriers.deallocate()
      for position in 0..<warpsPerCTA {
        let warp = warps + number * warpsPerCTA + position
        (warp.pointee.registers - program.code.constantUnits * 128).deallocate()
        warp.pointee.predicates.deallocate()
        warp.pointee.local.deallocate()
        warp.pointee.localShadow.deallocate()
        warp.pointee.stackTop.deallocate()
        warp.pointee.fragments.deallocate()
        warp.pointee.arrivals.deallocate()
      }
    }
  }

  /// Starts a cluster of the grid in a slot.
  mutating func start(cluster index: Int, in slot: Int) {
    let isFresh = !clusters[slot].isAllocated
    if isFresh { allocateCluster(slot) }
    let clears = !isFresh && !leavesMemory
    clusters[slot].index = index
    clusters[slot].liveThreads = ctasPerCluster * threadsPerCTA
    clusters[slot].arrived = 0
    clusters[slot].phase = 0
    clusters[slot].idleRounds = 0
    let (grid, shape) = (launch.grid, launch.cluster)
    let across = (x: grid.x / shape.x, y: grid.y / shape.y)
    let first = (
      x: index % across.x * shape.x, y: index / across.x % across.y * shape.y,
      z: index / (across.x * across.y) * shape.z
    )
    for rank in 0..<ctasPerCluster {
      let number = slot * ctasPerCluster + rank
      let cta = ctas + number
      cta.pointee.x = first.x + rank % shape.x
      cta.pointee.y = first.y + rank / shape.x % shape.y
      cta.pointee.z = first.z + rank / (shape.x * shape.y)
      cta.pointee.rank = rank
      cta.pointee.cluster = slot
      cta.pointee.clusterFirst = slot * ctasPerCluster
      cta.pointee.firstWarp = number * warpsPerCTA
      cta.pointee.liveWarps = warpsPerCTA
      cta.pointee.liveThreads = threadsPerCTA
      cta.pointee.clock = 0
      cta.pointee.barriers.update(repeating: BarrierState(), count: 16)
      if clears {
        cta.pointee.shared.initializeMemory(as: UInt8.self, repeating: 0, count: sharedBytes)
        cta.pointee.sharedShadow.initializeMemory(as: UInt8.self, repeating: 0, count: sharedBytes)
      }
      races?.reset(number)
      for position in 0..<warpsPerCTA { startWarp(cta, position, clears: clears) }
    }
  }

  private mutating func startWarp(_ cta: UnsafeMutablePointer<CTAState>, _ position: Int, clears: Bool) {
    let warp = warps + cta.pointee.firstWarp + position
    if clears { warp.pointee.registers.initializeMemory(as: UInt8.self, repeating: 0, count: registerBytes) }
    warp.pointee.predicates.update(repeating: 0, count: predicateCount)
    warp.pointee.predicates[Int(FixedPredicate.always)] = ~0
    let count = min(32, threadsPerCTA - position * 32)
    let lanes: UInt32 = count == 32 ? ~0 : (1 << UInt32(count)) - 1
    warp.pointee.live = lanes
    warp.pointee.threads = lanes
    warp.pointee.fragments[0] = Fragment(place: entry, mask: lanes)
    warp.pointee.fragmentCount = 1
    warp.pointee.current = 0
    warp.pointee.turns = 0
    warp.pointee.clusterArrivals = 0
    warp.pointee.clusterPhase = 0
    warp.pointee.arrivals.update(repeating: 0, count: 16)
    warp.pointee.stackTop.update(repeating: stackStart, count: 32)
    if localBytes > 0 {
      warp.pointee.local.initializeMemory(as: UInt8.self, repeating: 0, count: localBytes * 32)
      warp.pointee.localShadow.initializeMemory(as: UInt8.self, repeating: 0, count: localBytes * 32)
    }
    if !saved.isEmpty {
      let number = cta.pointee.firstWarp + position
      for lane in 0..<32 { saved[number * 32 + lane].removeAll(keepingCapacity: true) }
    }
    let values = SpecialValues(launch: launch, cta: cta.pointee, warp: position)
    for index in 0..<specialCount where !specials[index].isFixed { fill(specials[index], values, warp) }
  }

  /// Writes a special register of a warp.
  private mutating func fill(_ special: SpecialSlot, _ values: SpecialValues, _ warp: UnsafeMutablePointer<WarpState>) {
    let slot = warp.pointee.registers + Int(special.slot)
    var value: UInt64 = 0
    for lane in 0..<32 {
      if lane == 0 || special.isLane {
        value = values.value(
          special.register, lane: lane, sharedBytes: sharedBytes, launchedBytes: launch.dynamicSharedBytes)
      }
      if special.bits == 32 {
        slot.storeBytes(of: UInt32(truncatingIfNeeded: value), toByteOffset: lane * 4, as: UInt32.self)
      } else {
        slot.storeBytes(of: value, toByteOffset: lane * 8, as: UInt64.self)
      }
    }
  }
}

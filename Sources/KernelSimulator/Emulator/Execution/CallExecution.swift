/// Calls and returns.
///
/// Every function has registers of its own at fixed places, so that lanes may be in different functions. A function that
/// calls itself keeps what its registers held before on a stack of each lane, and its variables on the thread's stack.
extension Executor {
  mutating func call(_ op: UnsafePointer<MicroOp>, _ mask: UInt32) -> Signal {
    let call = program.code.calls[Int(op.pointee.e)]
    switch call.target {
    case .function(let number):
      for lane in 0..<32 where mask >> UInt32(lane) & 1 == 1 {
        guard enter(number, call, lane) else { return .stop }
      }
      return branch(to: program.code.functions[number].entry, mask)
    case .builtIn(let function):
      switch function {
      case .print: print(call, mask)
      case .assertFail:
        failAssertion(call, mask.trailingZeroBitCount)
        return .stop
      }
      return hasFailed ? .stop : .next
    case .indirect(let slot): return callIndirect(call, slot, mask)
    }
  }

  private mutating func callIndirect(_ call: ProgramCall, _ slot: Int32, _ mask: UInt32) -> Signal {
    let targets = Lanes.slot(registers, slot, as: UInt64.self)
    var entries = SIMD32<Int32>(repeating: 0)
    for lane in 0..<32 where mask >> UInt32(lane) & 1 == 1 {
      let offset = targets[lane] &- AddressWindow.code
      let number = offset / AddressWindow.codeStride
      guard offset % AddressWindow.codeStride == 0, number < UInt64(program.code.functions.count),
        program.code.functions[Int(number)].parameters.count == call.arguments.count
      else {
        fail(lane) { kernel, cta, thread, line in
          .stopped(
            kernel: kernel, cta: cta, thread: thread, line: line,
            reason: "a call of 0x\(String(targets[lane], radix: 16)), which is no function of these parameters")
        }
        return .stop
      }
      guard enter(Int(number), call, lane) else { return .stop }
      entries[lane] = program.code.functions[Int(number)].entry
    }
    return scatter(mask) { entries[$0] }
  }

  /// Passes the arguments of a lane and notes where it returns to.
  private mutating func enter(_ number: Int, _ call: ProgramCall, _ lane: Int) -> Bool {
    let function = program.code.functions[number]
    let callerBase = call.frameSlot.map { Lanes.slot(registers, $0, as: UInt64.self)[lane] } ?? 0
    var calleeBase: UInt64 = 0
    if function.isRecursive {
      save(function, lane)
      calleeBase = warp.pointee.stackTop[lane]
      let top = calleeBase + UInt64(function.frameBytes)
      guard top <= UInt64(localBytes) else {
        fail(lane) { kernel, cta, thread, line in
          .stopped(kernel: kernel, cta: cta, thread: thread, line: line, reason: "the thread's stack is full")
        }
        return false
      }
      warp.pointee.stackTop[lane] = top
      Lanes.slot(registers, function.frameSlot, as: UInt64.self)[lane] = calleeBase
    }
    for (argument, parameter) in zip(call.arguments, function.parameters) {
      copyLocal(
        lane, from: callerBase + UInt64(argument.offset), to: calleeBase + UInt64(parameter.offset),
        count: min(argument.bytes, parameter.bytes))
    }
    Lanes.slot(registers, function.returnSlot, as: Int32.self)[lane] =
      warp.pointee.fragments[warp.pointee.current].place + 1
    return true
  }

  /// `ret` of a function.
  mutating func returnFrom(_ op: UnsafePointer<MicroOp>, _ mask: UInt32) -> Signal {
    let function = program.code.functions[Int(op.pointee.e)]
    var places = SIMD32<Int32>(repeating: -1)
    for lane in 0..<32 where mask >> UInt32(lane) & 1 == 1 {
      let place = Lanes.slot(registers, function.returnSlot, as: Int32.self)[lane]
      places[lane] = place
      let call = program.code.calls[Int(ops[Int(place) - 1].e)]
      var calleeBase: UInt64 = 0
      if function.isRecursive {
        calleeBase = Lanes.slot(registers, function.frameSlot, as: UInt64.self)[lane]
        warp.pointee.stackTop[lane] = calleeBase
        restore(function, lane)
      }
      let callerBase = call.frameSlot.map { Lanes.slot(registers, $0, as: UInt64.self)[lane] } ?? 0
      for (result, value) in zip(call.results, function.returns) {
        copyLocal(
          lane, from: calleeBase + UInt64(value.offset), to: callerBase + UInt64(result.offset),
          count: min(result.bytes, value.bytes))
      }
    }
    let first = places[mask.trailingZeroBitCount]
    var isUniform = true
    for lane in 0..<32 where mask >> UInt32(lane) & 1 == 1 { isUniform = isUniform && places[lane] == first }
    return isUniform ? branch(to: first, mask) : scatter(mask) { places[$0] }
  }

  /// Bytes within the memory of a lane's thread, and whether they have been written.
  private mutating func copyLocal(_ lane: Int, from: UInt64, to: UInt64, count: Int) {
    let base = lane * localBytes
    (warp.pointee.local + base + Int(to)).copyMemory(from: warp.pointee.local + base + Int(from), byteCount: count)
    (warp.pointee.localShadow + base + Int(to)).copyMemory(
      from: warp.pointee.localShadow + base + Int(from), byteCount: count)
  }

  private mutating func save(_ function: ProgramFunction, _ lane: Int) {
    let stack = (cta.pointee.firstWarp + warp.pointee.index) * 32 + lane
    for register in function.saved {
      switch register.bits {
      case 32: saved[stack].append(UInt64(Lanes.slot(registers, register.offset, as: UInt32.self)[lane]))
      case 64: saved[stack].append(Lanes.slot(registers, register.offset, as: UInt64.self)[lane])
      default:
        saved[stack].append(Lanes.slot(registers, register.offset, as: UInt64.self)[lane])
        saved[stack].append(Lanes.slot(registers, register.offset, as: UInt64.self)[32 + lane])
      }
    }
    for index in function.predicates { saved[stack].append(UInt64(predicates[Int(index)] >> UInt32(lane) & 1)) }
  }

  private mutating func restore(_ function: ProgramFunction, _ lane: Int) {
    let stack = (cta.pointee.firstWarp + warp.pointee.index) * 32 + lane
    for index in function.predicates.reversed() {
      let bit = UInt32(saved[stack].removeLast())
      predicates[Int(index)] = (predicates[Int(index)] & ~(1 << UInt32(lane))) | bit << UInt32(lane)
    }
    for register in function.saved.reversed() {
      let value = saved[stack].removeLast()
      switch register.bits {
      case 32: Lanes.slot(registers, register.offset, as: UInt32.self)[lane] = UInt32(truncatingIfNeeded: value)
      case 64: Lanes.slot(registers, register.offset, as: UInt64.self)[lane] = value
      default:
        Lanes.slot(registers, register.offset, as: UInt64.self)[32 + lane] = value
        Lanes.slot(registers, register.offset, as: UInt64.self)[lane] = saved[stack].removeLast()
      }
    }
  }
}

/// `vprintf` and `__assertfail`.
extension Executor {
  /// Prints for each lane, in their order.
  mutating func print(_ call: ProgramCall, _ mask: UInt32) {
    guard call.arguments.count == 2 else { return }
    sideEffects &+= 1
    for lane in 0..<32 where mask >> UInt32(lane) & 1 == 1 {
      let format = text(at: argument(call, 0, lane), lane)
      let values = argument(call, 1, lane)
      var formatter = DeviceFormat(format: format)
      while let size = formatter.nextValueBytes() {
        let address = (formatter.offset + size - 1) / size * size
        formatter.offset = address + size
        let bits = readGeneric(values &+ UInt64(address), size, lane)
        formatter.append(bits, text: formatter.takesText ? text(at: bits, lane) : [])
      }
      printed.append(contentsOf: formatter.output)
      if let result = call.results.first {
        let base = call.frameSlot.map { Lanes.slot(registers, $0, as: UInt64.self)[lane] } ?? 0
        let place = lane * localBytes + Int(base) + result.offset
        Self.write(UInt64(formatter.valueCount), warp.pointee.local + place, min(result.bytes, 4))
        Self.mark(warp.pointee.localShadow + place, result.bytes)
      }
    }
  }

  /// `__assertfail(message, file, line, function, character size)`
  mutating func failAssertion(_ call: ProgramCall, _ lane: Int) {
    var message = "assertion failed"
    if call.arguments.count >= 4 {
      let parts = [0, 1, 3].map { String(decoding: text(at: argument(call, $0, lane), lane), as: UTF8.self) }
      message = "assertion '\(parts[0])' failed in \(parts[2]), \(parts[1]):\(argument(call, 2, lane) & 0xFFFF_FFFF)"
    }
    fail(lane) { kernel, cta, thread, line in
      .trap(kernel: kernel, cta: cta, thread: thread, line: line, message: message)
    }
  }

  /// An argument of a call.
  private mutating func argument(_ call: ProgramCall, _ index: Int, _ lane: Int) -> UInt64 {
    let base = call.frameSlot.map { Lanes.slot(registers, $0, as: UInt64.self)[lane] } ?? 0
    let frame = call.arguments[index]
    return Self.read(warp.pointee.local + lane * localBytes + Int(base) + frame.offset, min(frame.bytes, 8))
  }

  /// A value at a generic address; 0 where there is none.
  private mutating func readGeneric(_ address: UInt64, _ bytes: Int, _ lane: Int) -> UInt64 {
    addresses[lane] = address
    guard resolve(.generic, bytes: bytes, isWrite: false, 1 << UInt32(lane)) != 0 else { return 0 }
    return Self.read(hosts[lane], bytes)
  }

  /// The bytes up to a zero at a generic address.
  private mutating func text(at address: UInt64, _ lane: Int) -> [UInt8] {
    var result: [UInt8] = []
    while result.count < 4096 {
      let byte = UInt8(truncatingIfNeeded: readGeneric(address &+ UInt64(result.count), 1, lane))
      if byte == 0 { break }
      result.append(byte)
    }
    return result
  }
}

/// Reporting what a kernel must not do.
extension Executor {
  /// Notes a finding, once for each kind and instruction.
  mutating func report(
    _ kind: EmulatorFinding.Kind, _ lane: Int, _ address: UInt64?, _ detail: @autoclosure () -> String
  ) {
    let instruction = Int(lastOp.pointee.instruction)
    let bit = UInt16(1) << UInt16(kind.rawValue)
    guard reported[instruction] & bit == 0 else { return }
    reported[instruction] |= bit
    let grid = launch.grid
    findingOrder.append(cta.pointee.x + grid.x * (cta.pointee.y + grid.y * cta.pointee.z))
    findings.append(
      EmulatorFinding(
        kind: kind, kernel: program.kernel, cta: ctaPlace, thread: threadPlace(lane),
        line: program.line(lastOp.pointee), address: address, detail: detail()))
  }

  /// An access outside of every buffer.
  mutating func reportBounds(_ space: MemorySpace, _ address: UInt64, _ bytes: Int, _ isWrite: Bool, _ lane: Int) {
    report(
      .outOfBounds, lane, address, "a \(isWrite ? "write" : "read") of \(bytes) bytes outside of \(space) memory")
  }

  /// An address that is no multiple of the bytes accessed.
  mutating func reportAlignment(_ space: MemorySpace, _ address: UInt64, _ bytes: Int, _ isWrite: Bool, _ lane: Int) {
    report(
      .misaligned, lane, address,
      "a misaligned \(isWrite ? "write" : "read") of \(bytes) bytes of \(space) memory")
  }

  /// Reports lanes that read what nothing has written, and marks what is written.
  @inline(__always)
  mutating func checkInitialized(bytes: Int, isWrite: Bool, _ mask: UInt32) {
    guard checksInitialization, shadowing != .none else { return }
    var rest = mask
    while rest != 0 {
      let lane = rest.trailingZeroBitCount
      rest &= rest &- 1
      guard let shadow = shadow(lane) else { continue }
      if isWrite {
        Self.mark(shadow, bytes)
      } else if !Self.isMarked(shadow, bytes) {
        report(.uninitialized, lane, addresses[lane], "a read of \(bytes) bytes that nothing has written")
      }
    }
  }

  /// Where it says whether a lane's place has been written.
  @inline(__always)
  mutating func shadow(_ lane: Int) -> UnsafeMutableRawPointer? {
    switch shadowing {
    case .none: nil
    case .uniform: hosts[lane] + shadowDistance
    case .lanes: shadows[lane]
    }
  }

  @inline(__always)
  static func mark(_ shadow: UnsafeMutableRawPointer, _ bytes: Int) {
    switch bytes {
    case 1: shadow.storeBytes(of: 1, as: UInt8.self)
    case 2: shadow.storeBytes(of: 0x0101, as: UInt16.self)
    case 4: shadow.storeBytes(of: 0x0101_0101, as: UInt32.self)
    default:
      var offset = 0
      while offset + 8 <= bytes {
        shadow.storeBytes(of: 0x0101_0101_0101_0101, toByteOffset: offset, as: UInt64.self)
        offset += 8
      }
      while offset < bytes {
        shadow.storeBytes(of: 1, toByteOffset: offset, as: UInt8.self)
        offset += 1
      }
    }
  }

  @inline(__always)
  static func isMarked(_ shadow: UnsafeMutableRawPointer, _ bytes: Int) -> Bool {
    switch bytes {
    case 1: return shadow.load(as: UInt8.self) == 1
    case 2: return shadow.loadUnaligned(as: UInt16.self) == 0x0101
    case 4: return shadow.loadUnaligned(as: UInt32.self) == 0x0101_0101
    default:
      var offset = 0
      while offset + 8 <= bytes {
        if shadow.loadUnaligned(fromByteOffset: offset, as: UInt64.self) != 0x0101_0101_0101_0101 { return false }
        offset += 8
      }
      while offset < bytes {
        if shadow.load(fromByteOffset: offset, as: UInt8.self) != 1 { return false }
        offset += 1
      }
      return true
    }
  }
}

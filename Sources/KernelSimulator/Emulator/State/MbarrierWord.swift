/// The 64 bits of an mbarrier object: the ISA leaves them open. A state that `arrive` returns has the same layout.
struct MbarrierWord {
  /// The bits as they stand in memory.
  var bits: UInt64

  /// The most arrivals that a phase can expect.
  static let maximumCount = (1 << 20) - 1

  /// An object that expects some arrivals in each phase.
  init(expected: Int) {
    bits = 0
    self.expected = expected
    pending = expected
  }

  /// An object as it stands in memory.
  init(bits: UInt64) { self.bits = bits }

  /// Arrivals that the phase still waits for.
  var pending: Int {
    get { Int(bits & 0xF_FFFF) }
    set { bits = bits & ~0xF_FFFF | UInt64(newValue & 0xF_FFFF) }
  }

  /// Arrivals that the next phase will wait for.
  var expected: Int {
    get { Int(bits >> 20 & 0xF_FFFF) }
    set { bits = bits & ~(0xF_FFFF << 20) | UInt64(newValue & 0xF_FFFF) << 20 }
  }

  /// Bytes that the phase still waits for; negative where they came before they were expected.
  var bytes: Int {
    get { Int(Int64(bitPattern: bits << 1) >> 41) }
    set { bits = bits & ~(0x7F_FFFF << 40) | (UInt64(bitPattern: Int64(newValue)) & 0x7F_FFFF) << 40 }
  }

  /// The parity of the phase.
  var phase: UInt64 {
    get { bits >> 63 }
    set { bits = bits & ~(1 << 63) | newValue << 63 }
  }

  /// Starts the next phase if this one waits for nothing more.
  ///
  /// - Returns: Whether it did.
  mutating func complete() -> Bool {
    guard pending == 0, bytes == 0 else { return false }
    phase ^= 1
    pending = expected
    return true
  }
}

import PTX

/// A special register that changes while a kernel runs. The clock of the emulator counts the instructions of a CTA.
enum ClockRegister: UInt8, Sendable {
  case clock, clockHigh, clock64, globalTimer, globalTimerLow, globalTimerHigh

  /// The clock that a special register is.
  init?(_ name: PTXSpecialRegister.Name) {
    switch name {
    case .clock: self = .clock
    case .clockHigh: self = .clockHigh
    case .clock64: self = .clock64
    case .globaltimer: self = .globalTimer
    case .globaltimerLow: self = .globalTimerLow
    case .globaltimerHigh: self = .globalTimerHigh
    default: return nil
    }
  }

  /// The bits of its value.
  var bits: Int { self == .clock64 || self == .globalTimer ? 64 : 32 }

  /// Its value at a count of instructions.
  func value(_ count: UInt64) -> UInt64 {
    switch self {
    case .clock, .globalTimerLow: count & 0xFFFF_FFFF
    case .clockHigh, .globalTimerHigh: count >> 32
    case .clock64, .globalTimer: count
    }
  }
}

import Testing

@testable import KernelSimulator

/// The probe of the emulator's speed.
struct EmulatorProbeTests {
  @Test
  func countsWhatItExecutes() throws {
    var ticks = 0.0
    let speed = try EmulatorProbe.measure(iterations: 10) {
      ticks += 2
      return ticks
    }
    // 32 warps: 10 instructions before the loop of 15, and 7 behind it.
    #expect(speed.warpInstructions == 32 * (10 + 10 * 15 + 7))
    #expect(speed.seconds == 2)
    #expect(speed.perSecond == Double(speed.warpInstructions) / 2)
  }
}

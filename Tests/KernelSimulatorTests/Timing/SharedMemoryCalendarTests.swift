import Testing

@testable import KernelSimulator

/// Products and copies at the banks of shared memory.
@Suite struct SharedMemoryCalendarTests {
  @Test func copiesTakeTheBanksThatProductsLeave() {
    var calendar = SharedMemoryCalendar()
    defer { calendar.deallocate() }
    // Half of the passes of 640 cycles are read for products; 320 are left, then all.
    calendar.multiply(320, from: 0, to: 640)
    #expect(abs(calendar.write(320, from: 0) - 640) <= 32)
    #expect(abs(calendar.write(100, from: 0) - 740) <= 32)
    // Products that come later to a time that was counted on delay the next copy.
    calendar.multiply(100, from: 640, to: 740)
    #expect(abs(calendar.write(100, from: 0) - 940) <= 32)
  }
}

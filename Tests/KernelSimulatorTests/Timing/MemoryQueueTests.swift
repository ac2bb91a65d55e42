import Testing

@testable import KernelSimulator

struct MemoryQueueTests {
  @Test(arguments: [0.2, 0.5, 0.8])
  func requestsWaitAsInAQueue(use: Double) {
    var queue = MemoryQueue(service: 100, busiest: 0.9)
    var wait = 0.0
    for step in 0..<10_000 { wait = queue.wait(Double(step) * 10, busy: use * 10) }
    #expect(abs(wait - 100 * use / (2 * (1 - use))) < 0.05 * wait)
    // After a pause there is nobody to wait for.
    #expect(queue.wait(1e6, busy: 1) < 0.1)
  }

  /// Bursts whose requests all come at once find memory as busy as if they came one after the other.
  @Test func burstsWaitAsLongAsAStream() {
    var queue = MemoryQueue(service: 100, busiest: 0.9)
    var last: [Double] = []
    for burst in 0..<100 {
      for request in 0..<8 {
        let wait = queue.wait(Double(burst) * 1170, busy: 73.125)
        if burst >= 50, request == 7 { last.append(wait) }
      }
    }
    let mean = last.reduce(0, +) / Double(last.count)
    #expect(abs(mean - 50) < 7)
  }

  @Test func theUseIsLimited() {
    var queue = MemoryQueue(service: 100, busiest: 0.9)
    var wait = 0.0
    for step in 0..<1000 { wait = queue.wait(Double(step) * 10, busy: 50) }
    #expect(abs(wait - 450) < 1e-9)
  }
}

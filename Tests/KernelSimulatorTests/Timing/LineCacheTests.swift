import Testing

@testable import KernelSimulator

struct LineCacheTests {
  /// The lines that a cache of four still holds after some were put in.
  private func held(_ inserted: [(Int, LineCache.Priority)]) -> [Int] {
    var cache = LineCache(lines: 16, capacity: 4)
    defer { cache.deallocate() }
    for (line, priority) in inserted { cache.insert(line, 0b1111, arrival: 0, priority) }
    return (0..<16).filter { cache.sectors($0) != 0 }
  }

  @Test func theFirstToComeIsTheFirstToLeave() {
    #expect(held((0..<6).map { ($0, .normal) }) == [2, 3, 4, 5])
  }

  @Test func prioritiesComeBeforeAge() {
    #expect(held([(0, .last), (1, .normal), (2, .first), (3, .normal), (4, .normal)]) == [0, 1, 3, 4])
    #expect(held([(0, .last), (1, .normal), (2, .normal), (3, .normal), (4, .normal), (5, .normal)]) == [0, 3, 4, 5])
    #expect(held((0..<6).map { ($0, .last) }) == [2, 3, 4, 5])
  }

  @Test func anAccessChangesThePriority() {
    var cache = LineCache(lines: 16, capacity: 2)
    defer { cache.deallocate() }
    cache.insert(0, 1, arrival: 5)
    cache.insert(1, 1, arrival: 6)
    cache.touch(0, .last)
    cache.touch(0, .normal)
    cache.insert(2, 1, arrival: 7)
    #expect([0, 1, 2].map { cache.sectors($0) } == [1, 0, 1])
    cache.touch(0, .first)
    cache.insert(3, 1, arrival: 8)
    #expect([0, 2, 3].map { cache.sectors($0) } == [0, 1, 1])
    #expect(cache.arrival(2) == 7)
    cache.remove(2)
    #expect(cache.sectors(2) == 0)
  }
}

import Testing

@testable import Explorer

@Suite("Replay")
struct ReplayTests {
  @Test("Ten minutes of frames at odd times end where ten minutes end")
  func noDrift() throws {
    let extent: Range<Int64> = 0..<10_000_000_000
    var replay = Replay(length: 10_000_000_000)
    let speed = try #require(Replay.Speed(0.01))
    replay.setSpeed(speed, cursor: 0, now: 0)
    replay.toggle(cursor: 0, now: 0)
    var now: Int64 = 0
    var frame: Int64 = 0
    var cursor: Int64 = 0
    while now < 600_000_000_000 {
      frame += 1
      now += 33_333_333 + frame * 7_919 % 1_000_003
      cursor = replay.cursor(now: now, in: extent)
    }
    #expect(cursor == now / 100)
    #expect(replay.isPlaying)
  }

  @Test("A change of speed or direction does not move the cursor")
  func noJump() {
    let extent: Range<Int64> = 0..<1_000_000_000
    var replay = Replay(length: 1_000_000_000)
    replay.setSpeed(.init(1, 1), cursor: 0, now: 0)
    replay.toggle(cursor: 0, now: 0)
    let cursor = replay.cursor(now: 100, in: extent)
    #expect(cursor == 100)
    replay.faster(cursor: cursor, now: 100)
    #expect(replay.cursor(now: 100, in: extent) == 100)
    #expect(replay.cursor(now: 150, in: extent) == 200)
    replay.reverse(cursor: 200, now: 150)
    #expect(replay.cursor(now: 200, in: extent) == 100)
    #expect(replay.cursor(now: 900, in: extent) == 0)
    #expect(!replay.isPlaying)
  }

  @Test("It stops at the marks")
  func marks() {
    var replay = Replay(length: 1_000)
    replay.from = 100
    replay.to = 200
    replay.setSpeed(.init(1, 1), cursor: 100, now: 0)
    replay.toggle(cursor: 100, now: 0)
    #expect(replay.cursor(now: 5_000, in: 0..<1_000) == 200)
    #expect(!replay.isPlaying)
  }

  @Test(
    "The first speed takes a trace through in ten to forty seconds",
    arguments: [1_000, 129_012_000, 20_000_000_000_000] as [Int64])
  func initialSpeed(length: Int64) {
    let replay = Replay(length: length)
    #expect(replay.speed.traceTime(in: 41_000_000_000) >= length - 1)
    #expect(replay.speed.traceTime(in: 9_000_000_000) <= length)
  }

  @Test("Speeds read as ratios")
  func labels() {
    var replay = Replay(length: 1)
    replay.setSpeed(.init(1, 100), cursor: 0, now: 0)
    #expect(replay.label == "1:100")
    replay.setSpeed(.init(4, 1), cursor: 0, now: 0)
    #expect(replay.label == "4x")
  }
}

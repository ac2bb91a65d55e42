import Foundation
import TestSupport
import Testing
import Trace

@testable import TraceFile

@Suite struct RefusalTests {
  private func problem(_ path: String) -> TraceFileError? {
    do throws(TraceFileError) {
      _ = try TraceFile.open(path)
      return nil
    } catch {
      return error
    }
  }

  @Test func otherFilesAreRefusedWithTheReason() throws {
    let folder = TemporaryFolder()
    #expect(problem(folder.path("none")) == .notFound(path: folder.path("none")))
    let foreign = folder.path("foreign")
    do {
      let database = try Database(path: foreign, mode: .readWrite)
      try database.execute("CREATE TABLE t (x)")
    }
    #expect(problem(foreign) == .foreignDatabase(path: foreign))
    let newer = folder.path("newer")
    do {
      let database = try Database(path: newer, mode: .readWrite)
      try database.execute(
        "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 99; CREATE TABLE t (x)")
    }
    #expect(problem(newer) == .newerVersion(path: newer, version: 99, supported: Schema.version))
    let text = try folder.file("text", "SQLite format 3\0 and then nonsense " + String(repeating: "x", count: 4000))
    guard case .notADatabase = problem(text) else {
      Issue.record("\(String(describing: problem(text)))")
      return
    }
  }

  @Test func aDamagedFileNeverTraps() throws {
    let folder = TemporaryFolder()
    let whole = folder.path("whole")
    try TraceFile.write(ModelTrace.make(), to: whole)
    let bytes = try #require(FileManager.default.contents(atPath: whole))
    var random = DeterministicGenerator(seed: 1)
    for round in 0..<60 {
      var damaged = bytes
      if round.isMultiple(of: 2) {
        damaged = damaged.prefix(Int.random(in: 0..<bytes.count, using: &random))
      } else {
        for _ in 0..<40 {
          damaged[Int.random(in: 100..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
      }
      let path = folder.path("damaged")
      try damaged.write(to: URL(fileURLWithPath: path))
      guard let file = try? TraceFile.open(path) else { continue }
      for lane in file.lanes {
        _ = file.strip(of: lane, range: 0..<9_000_000, columns: 80)
        _ = file.spans(of: lane, touching: 0..<9_000_000, limit: 1000)
        _ = file.span(of: lane, at: 2_000_000)
      }
      _ = try? file.tables(keeping: .summary, withLinks: true)
    }
  }

  @Test func aStoppedOrFailedWriteLeavesWhatWasThere() throws {
    let folder = TemporaryFolder()
    let path = try folder.file("x.tuiperf", "what was there")
    do throws(TraceFileError) {
      var recorder = TraceRecorder(info: TraceInfo(origin: .simulation, sourceName: "long"))
      let track = recorder.add(Track(kind: .stream, name: "s"))
      for index in 0..<40_000 {
        recorder.append(
          TraceSpan(start: Int64(index) * 10, duration: 5, track: track, name: .empty, category: .kernel))
      }
      try TraceFile.write(recorder.finish(), to: path) { _, _ in false }
      Issue.record("it was not stopped")
    } catch {
      #expect(error == .cancelled)
    }
    #expect(folder.contents == ["x.tuiperf"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "what was there")
    #expect(throws: TraceFileError.cannotCreate(path: folder.path, reason: "is a directory")) {
      try TraceFile.write(ModelTrace.make(), to: folder.path)
    }
    #expect(throws: TraceFileError.self) { try TraceFile.write(ModelTrace.make(), to: folder.path("no/such/folder")) }
  }

  @Test func queriesReadOnly() throws {
    let file = try TraceFile.temporary(ModelTrace.make())
    let result = try file.query("SELECT category, count(*) FROM span_view GROUP BY 1 ORDER BY 1")
    #expect(
      result.rows == [
        [.text("annotation"), .integer(8)], [.text("api_call"), .integer(40)], [.text("kernel"), .integer(40)],
        [.text("memory_copy"), .integer(1)],
      ])
    for sql in ["DELETE FROM span", "ATTACH 'x' AS y", "SELECT 1; DELETE FROM span", "SELECT nonsense", ""] {
      #expect(throws: TraceFileError.self) { try file.query(sql) }
    }
  }
}

import Foundation
import TestSupport
import Testing
import Trace
import TraceFile

@Suite struct RoundTripTests {
  @Test func whatIsWrittenReadsBackTheSame() throws {
    let tables = ModelTrace.make()
    let folder = TemporaryFolder()
    try TraceFile.write(tables, to: folder.path("a.tuiperf"))
    let file = try TraceFile.open(folder.path("a.tuiperf"))
    let back = try file.tables(keeping: .all, withLinks: true)
    #expect(back.spans == tables.spans)
    #expect(back.links == tables.links)
    #expect(back.tracks == tables.tracks)
    #expect(back.shapes == tables.shapes)
    #expect(back.info == tables.info)
    #expect(back.extent == tables.extent)
    #expect(back.spans.map { back.text($0.name) } == tables.spans.map { tables.text($0.name) })
    #expect(folder.contents == ["a.tuiperf"])
  }

  @Test func theSameTablesGiveTheSameBytes() throws {
    let folder = TemporaryFolder()
    try TraceFile.write(ModelTrace.make(), to: folder.path("a"))
    try TraceFile.write(ModelTrace.make(), to: folder.path("b"))
    #expect(FileManager.default.contentsEqual(atPath: folder.path("a"), andPath: folder.path("b")))
  }

  @Test func coarseStripsAgreeWithTheSpans() throws {
    // Enough spans that the file keeps coarser levels of them.
    var recorder = TraceRecorder(info: TraceInfo(origin: .simulation, sourceName: "dense"))
    let track = recorder.add(Track(kind: .stream, name: "stream 1", device: 0, number: 1))
    let names = ["a", "b", "c"].map { recorder.names.intern($0) }
    var random = DeterministicGenerator(seed: 7)
    var time: Int64 = 0
    for _ in 0..<60_000 {
      let duration = Int64.random(in: 1...900, using: &random)
      recorder.append(
        TraceSpan(
          start: time, duration: duration, track: track, name: names.randomElement(using: &random)!, category: .kernel))
      time += duration + Int64.random(in: 0...300, using: &random)
    }
    let file = try TraceFile.temporary(recorder.finish())
    let lane = file.lanes[0]
    for columns in [7, 80, 200] {
      let cells = file.strip(of: lane, range: file.extent, columns: columns)
      #expect(cells.count == columns)
      #expect(cells.reduce(0) { $0 + $1.width } == file.extent.upperBound - file.extent.lowerBound)
      // A bucket is at most as wide as a column and is shared out evenly: columns are right to within a part of one, and
      // their sum to within rounding.
      let busy = cells.reduce(0) { $0 + $1.busy }
      #expect(abs(busy - lane.busy) <= Int64(columns) * 2)
      let exact = file.spans(of: lane, touching: file.extent)
      for (index, cell) in cells.enumerated() {
        let start = cells[..<index].reduce(file.extent.lowerBound) { $0 + $1.width }
        let true_ = exact.reduce(Int64(0)) {
          $0 + max(0, min($1.end, start + cell.width) - max($1.start, start))
        }
        #expect(Double(abs(cell.busy - true_)) <= 0.25 * Double(cell.width))
      }
    }
    // Zoomed in, the spans themselves are counted.
    let near = file.strip(of: lane, range: 10_000..<20_000, columns: 100)
    let spans = file.spans(of: lane, touching: 10_000..<20_000)
    #expect(near.reduce(0) { $0 + $1.busy } == spans.reduce(0) { $0 + min($1.end, 20_000) - max($1.start, 10_000) })
  }

  @Test func spansAreFoundByTimeAndName() throws {
    let file = try TraceFile.temporary(ModelTrace.make())
    let lane = try #require(file.lanes.first { file.tracks[Int($0.track.rawValue)].number == 7 })
    let all = file.spans(of: lane, touching: file.extent)
    for (index, span) in all.enumerated() {
      #expect(file.span(of: lane, at: span.start) == span)
      #expect(file.span(of: lane, at: span.end - 1) == span)
      #expect(file.nextSpan(of: lane, after: span.start) == (index + 1 < all.count ? all[index + 1] : nil))
      #expect(file.previousSpan(of: lane, before: span.start) == (index > 0 ? all[index - 1] : nil))
    }
    let names = try file.names { $0.contains("combine") }
    var found: [Int64] = []
    var place = (time: Int64.min, id: Int64(0))
    while let span = try file.span(named: names, from: place.time, id: place.id, forward: true) {
      found.append(span.start)
      place = (span.start, span.id)
    }
    #expect(found.count == ModelTrace.layers)
    #expect(found == found.sorted())
  }
}

import Testing

@testable import Explorer

@Suite("The visible range of time")
struct TimeWindowTests {
  @Test("Zooming leaves the time under the cursor in its column")
  func zoomKeepsColumn() {
    var window = TimeWindow(extent: 0..<1_000_000)
    window.moveCursor(to: 300_000)
    for _ in 0..<10 {
      let before = window.column(of: 300_000, of: 200)
      window.zoom(in: true, around: 300_000)
      #expect(abs(window.column(of: 300_000, of: 200) - before) <= 1)
    }
    #expect(window.length == 976)
  }

  @Test("The range never leaves the trace and never gets empty")
  func staysInside() {
    var window = TimeWindow(extent: 0..<1_000)
    for _ in 0..<20 { window.zoom(in: true, around: 999) }
    #expect(window.length == TimeWindow.shortest)
    #expect(window.visible.upperBound <= 1_000)
    window.pan(by: 1, of: 1)
    #expect(window.visible.upperBound == 1_000)
    for _ in 0..<20 { window.zoom(in: false, around: window.cursor) }
    #expect(window.visible == 0..<1_000)
  }

  @Test("Columns and times agree on a trace of epoch length")
  func columns() {
    var window = TimeWindow(extent: 0..<4_000_000_000_000_000_000)
    window.show(1_740_461_679_000_000_000..<1_740_461_680_000_000_000)
    for column in [0, 1, 99, 199] {
      #expect(window.column(of: window.time(ofColumn: column, of: 200), of: 200) == column)
    }
  }

  @Test("A cursor that leaves the view brings the view along")
  func cursorBringsView() {
    var window = TimeWindow(extent: 0..<1_000_000)
    window.show(0..<1_000)
    window.moveCursor(to: 500_000)
    #expect(window.visible.contains(500_000))
    #expect(window.length == 1_000)
    window.follow(window.visible.upperBound + 3)
    #expect(window.column(of: window.cursor, of: 100) == 0)
  }

  @Test("An empty trace has a window")
  func empty() {
    var window = TimeWindow(extent: 0..<0)
    window.zoom(in: true, around: 0)
    window.pan(by: 1, of: 2)
    #expect(window.length == 1)
  }
}

import Analysis
import Terminal
import Trace

extension ExplorerState {
  /// Takes an action in: the only way that the state changes.
  ///
  /// - Parameter now: a monotonic clock in nanoseconds; replay follows it.
  /// - Returns: what is to be done outside the state.
  public mutating func apply(_ action: Action, now: Int64) -> [Effect] {
    var effects: [Effect] = []
    switch action {
    case .key(let key):
      message = nil
      effects = press(key, now: now)
    case .mouse(let event):
      effects = use(event, now: now)
    case .resize(let size):
      self.size = size
    case .tick:
      if replay.isPlaying {
        let time = replay.cursor(now: now, in: window.extent)
        window.follow(time)
        if !replay.isPlaying { message = "replay ended at \(describe(time))" }
      }
    case .timelineLoaded(let data):
      if data.request == requestedTimeline { timeline = data }
    case .detailLoaded(let detail):
      if detail.request == requestedDetail { self.detail = detail }
    case .summaryLoaded(let summary, let roles):
      self.summary = .ready(summary)
      // Before the first kernel there is nothing to see; a cursor that the user has moved stays.
      if window.cursor == window.extent.lowerBound, !replay.isPlaying {
        window.moveCursor(to: summary.extent.lowerBound)
      }
      self.roles = roles
      judgeClaims(claims.figures)
      names = Dictionary(summary.kernels.map { ($0.nameID, $0.name) }) { first, _ in first }
    case .allocationLoaded(let allocation):
      self.allocation = allocation
    case .pipelineLoaded(let pipeline):
      self.pipeline = pipeline
    case .warpsLoaded(let warps):
      self.warps = warps
      if warps.value != nil { showKernel(kernelIndex) }
    case .claimsProgress(let progress): claims.progress = progress
    case .claimsLoaded(let figures): judgeClaims(figures)
    case .validationProgress(let group, let rows): validation.note(rows, of: group)
    case .validationLoaded(let group, let rows): effects = finish(group, rows)
    case .expertsLoaded(let request, let loads): effects = finish(request, loads)
    case .found(let span):
      if let span { select(span) } else { message = "no further match" }
      replay.anchor(window.cursor, now)
    case .failed(let reason):
      message = reason
    }
    return effects + requests()
  }

  /// The loads that the screen needs after a change, without those that are under way or done.
  private mutating func requests() -> [Effect] {
    let layout = ScreenLayout(size: size)
    guard layout.fits, !outline.rows.isEmpty, !isDone else { return [] }
    keepRowVisible(layout)
    var effects: [Effect] = []
    if view == .timeline {
      let rows = rowScroll..<min(outline.rows.count, rowScroll + layout.timelineRows)
      let request = TimelineData.Request(range: window.visible, columns: layout.chartColumns, rows: rows)
      if request != requestedTimeline {
        requestedTimeline = request
        effects.append(.loadTimeline(request))
      }
      let detail = SliceDetail.Request(row: row, time: window.cursor)
      if detail != requestedDetail {
        requestedDetail = detail
        effects.append(.loadDetail(detail))
      }
    }
    return effects
  }

  private mutating func keepRowVisible(_ layout: ScreenLayout) {
    row = min(max(0, row), outline.rows.count - 1)
    let rows = layout.timelineRows
    if row < rowScroll { rowScroll = row }
    if row >= rowScroll + rows { rowScroll = row - rows + 1 }
    rowScroll = min(rowScroll, max(0, outline.rows.count - rows))
  }

  /// Brings a span under the cursor, in its row, without a change of zoom where it fits.
  mutating func select(_ span: TraceSpan) {
    if let index = outline.rows.firstIndex(where: { $0.track == span.track && $0.lane == Int(span.lane) }) {
      row = index
    }
    window.moveCursor(to: span.start)
  }

  /// The time of something under the cursor: finer than a column, since a column of a long trace hides much.
  func describeExactly(_ time: Int64) -> String {
    Quantity.time(time, resolution: max(1, window.length / Int64(ScreenLayout(size: size).chartColumns * 64)))
  }

  /// A time as messages and the header show it, as exact as a column is wide.
  func describe(_ time: Int64) -> String {
    Quantity.time(time, resolution: max(1, window.length / Int64(ScreenLayout(size: size).chartColumns)))
  }
}

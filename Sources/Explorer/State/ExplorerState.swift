public import Analysis
import RunSimulator
public import Terminal
public import Trace

/// Everything that the screen shows follows from this value; `apply` is the only way that it changes.
public struct ExplorerState: Sendable {
  /// A view and a place to come back to.
  struct Place: Sendable, Equatable {
    var view: ViewID
    var visible: Range<Int64>
    var cursor: Int64
    var row: Int
  }

  /// The trace's outline.
  public let outline: TraceOutline
  /// The keys.
  public let keys: KeyTable
  /// The views that this trace has something for.
  public let views: [ViewID]
  /// The size of the screen in cells.
  public internal(set) var size: Size
  /// The view that is shown.
  public internal(set) var view: ViewID
  /// The visible range and the cursor.
  public internal(set) var window: TimeWindow
  /// The selected row of the timeline, as a position in the outline.
  public internal(set) var row = 0
  /// The first visible row of the timeline.
  public internal(set) var rowScroll = 0
  /// The playing of the cursor.
  public internal(set) var replay: Replay
  /// The marks, in the order of their times.
  public internal(set) var marks: [Int64] = []
  /// The kernels' table.
  public internal(set) var table = KernelTableState()
  /// The first visible line of the overview.
  public internal(set) var overviewScroll = 0
  /// The selected rank of the pipeline.
  public internal(set) var rank = 0
  /// The kernel times from which steps are simulated again.
  var kernelTimes = KernelTimeTable.bundled
  /// The other schedules of the trace's scenario, once one was asked for.
  public internal(set) var otherSchedules: OtherSchedules?
  /// The knobs of the trace's scenario, once they were shown.
  public internal(set) var whatIf: WhatIf?
  /// The selected knob.
  public internal(set) var knob = 0
  /// The profiles of the trace's simulated kernels, in their order.
  public let profiles: [KernelProfile]
  /// The kernel that Warps shows.
  public internal(set) var kernelIndex = 0
  /// The selected warp slot.
  public internal(set) var warpSlot = 0
  /// What an SM would hold of that kernel with other settings.
  public internal(set) var occupancy: OccupancyWhatIf?
  /// The setting that is turned.
  public internal(set) var occupancyKnob: OccupancyWhatIf.Knob = .registers
  /// The first visible line of Paths.
  public internal(set) var pathsScroll = 0
  /// Whether Paths shows the second kernel first.
  public internal(set) var isPathsSwapped = false
  /// The warps of simulated kernels.
  public internal(set) var warps: Loading<WarpChart> = .pending
  /// What holds of DeepSeek's public story.
  public internal(set) var claims = ClaimsState()
  /// Published numbers beside simulated ones.
  public internal(set) var validation = ValidationState()
  /// How evenly experts are loaded.
  public internal(set) var experts = ExpertsState()
  /// The line that is being typed.
  public internal(set) var prompt: Prompt?
  /// What lies over the view.
  public internal(set) var overlay: Overlay?
  /// What the last search looked for.
  public internal(set) var searchTarget: SearchTarget?
  /// What stands in the footer until the next key.
  public internal(set) var message: String?
  /// Whether the explorer is over.
  public internal(set) var isDone = false

  /// The chart of the timeline.
  public internal(set) var timeline: TimelineData?
  /// The slice under the cursor.
  public internal(set) var detail: SliceDetail?
  /// The findings.
  public internal(set) var summary: Loading<Summary> = .pending
  /// The reconstructed SM allocation.
  public internal(set) var allocation: Loading<SMAllocation> = .pending
  /// The pipeline chart.
  public internal(set) var pipeline: Loading<PipelineModel> = .pending
  /// The roles of the kernels' names; `nil` until the findings are there.
  public internal(set) var roles: RoleTable?
  /// The kernels' names, once the findings are there.
  public internal(set) var names: [NameID: String] = [:]

  /// Places to come back to with Esc.
  var places: [Place] = []
  /// The last requests that were sent, so that none is sent twice.
  var requestedTimeline: TimelineData.Request?
  var requestedDetail: SliceDetail.Request?

  /// What a search looks for.
  public enum SearchTarget: Sendable, Equatable {
    /// Names that match a regular expression.
    case pattern(String)
    /// One kernel.
    case kernel(NameID)
  }

  /// The explorer as it opens on a trace.
  public init(outline: TraceOutline, size: Size, keys: KeyTable = .standard, view: ViewID? = nil) {
    self.outline = outline
    self.size = size
    self.keys = keys
    let hasRanks = outline.tracks.contains { $0.kind == .rank }
    profiles = KernelTrace.profiles(of: outline.info)
    occupancy = profiles.first.flatMap { OccupancyWhatIf($0) }
    let kernelCount = profiles.count
    let hasStreams = outline.tracks.contains { $0.kind == .stream }
    let views = ViewID.allCases.filter { view in
      switch view {
      case .pipeline: hasRanks
      case .whatIf: outline.info.scenario != nil
      case .warps: kernelCount > 0
      case .paths: kernelCount > 1
      case .sms, .kernels: hasStreams || !hasRanks
      case .experts: hasRanks || outline.info.scenario != nil
      case .overview, .timeline, .claims, .validate: true
      }
    }
    self.views = views
    let first: ViewID =
      kernelCount > 1 ? .paths : kernelCount > 0 ? .warps : hasRanks && !hasStreams ? .pipeline : .overview
    self.view = view.map { views.contains($0) ? $0 : first } ?? first
    window = TimeWindow(extent: outline.extent)
    replay = Replay(length: outline.extent.upperBound - outline.extent.lowerBound)
    row = outline.rows.firstIndex { outline.track(of: $0).kind == .stream } ?? 0
  }

  /// Starts to play as the command line asks: from a time, to a time, at a speed.
  public mutating func startReplay(speed: Replay.Speed?, from: Int64?, to: Int64?, now: Int64) {
    // The overview has no time to play through.
    if view == .overview { view = .timeline }
    replay.from = from
    replay.to = to
    if let from { window.moveCursor(to: from) }
    if let speed { replay.setSpeed(speed, cursor: window.cursor, now: now) }
    replay.toggle(cursor: window.cursor, now: now)
  }
}

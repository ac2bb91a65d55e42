/// What a key can do. The raw value is the name that a configuration file uses.
public enum Command: String, Sendable, CaseIterable {
  case showOverview = "show-overview"
  case showTimeline = "show-timeline"
  case showSMs = "show-sms"
  case showKernels = "show-kernels"
  case showPipeline = "show-pipeline"
  case showWhatIf = "show-what-if"
  case showWarps = "show-warps"
  case showPaths = "show-paths"
  case showExperts = "show-experts"
  case showClaims = "show-claims"
  case showValidate = "show-validate"
  case left
  case right
  case up
  case down
  case pageLeft = "page-left"
  case pageRight = "page-right"
  case pageUp = "page-up"
  case pageDown = "page-down"
  case first
  case last
  case zoomIn = "zoom-in"
  case zoomOut = "zoom-out"
  case zoomAll = "zoom-all"
  case zoomSelection = "zoom-selection"
  case panLeft = "pan-left"
  case panRight = "pan-right"
  case nextSlice = "next-slice"
  case previousSlice = "previous-slice"
  case followForward = "follow-forward"
  case followBack = "follow-back"
  case enter
  case back
  case search
  case searchNext = "search-next"
  case searchPrevious = "search-previous"
  case sameKernel = "same-kernel"
  case filter
  case sortNext = "sort-next"
  case sortReverse = "sort-reverse"
  case setMark = "set-mark"
  case listMarks = "list-marks"
  case replay
  case faster
  case slower
  case reverse
  case replayFrom = "replay-from"
  case replayTo = "replay-to"
  case command
  case help
  case quit
  case quitNow = "quit-now"

  /// What the help says of it.
  public var explanation: String {
    switch self {
    case .showOverview: "the findings as a page"
    case .showTimeline: "streams, phases and kernels over time"
    case .showSMs: "the SMs at the cursor and over time"
    case .showKernels: "all kernels as a table"
    case .showPipeline: "the ranks of the pipeline over time; there o and O put other schedules below"
    case .showWhatIf: "the knobs of a simulated step, and what they change"
    case .showWarps: "the warps of a simulated kernel over time; there [ ] turn and o chooses the what-if"
    case .showPaths: "two simulated kernels side by side; there O swaps them"
    case .showExperts: "how evenly experts are loaded; there left right turn the skew"
    case .showClaims: "what holds of DeepSeek's public story"
    case .showValidate: "published numbers beside simulated ones; there enter simulates a group"
    case .left: "move the cursor left"
    case .right: "move the cursor right"
    case .up: "move up a row"
    case .down: "move down a row"
    case .pageLeft: "move the cursor left by a tenth of the view"
    case .pageRight: "move the cursor right by a tenth of the view"
    case .pageUp: "move up a page"
    case .pageDown: "move down a page"
    case .first: "go to the first row or to the start"
    case .last: "go to the last row or to the end"
    case .zoomIn: "zoom in around the cursor"
    case .zoomOut: "zoom out around the cursor"
    case .zoomAll: "show the whole trace"
    case .zoomSelection: "fit the selected slice into the view"
    case .panLeft: "move the view left"
    case .panRight: "move the view right"
    case .nextSlice: "go to the next slice of the row"
    case .previousSlice: "go to the previous slice of the row"
    case .followForward: "follow the flow: to what this slice launched or enabled"
    case .followBack: "follow the flow back: to what launched or enabled this slice"
    case .enter: "open what is selected"
    case .back: "go back; close what is open"
    case .search: "search names by regular expression"
    case .searchNext: "go to the next match"
    case .searchPrevious: "go to the previous match"
    case .sameKernel: "search for launches of the same kernel"
    case .filter: "show only kernels that match a regular expression"
    case .sortNext: "sort by the next column"
    case .sortReverse: "reverse the order"
    case .setMark: "set a mark at the cursor"
    case .listMarks: "list the marks"
    case .replay: "play or pause the cursor through the trace"
    case .faster: "replay twice as fast"
    case .slower: "replay half as fast"
    case .reverse: "replay in the other direction"
    case .replayFrom: "let the replay start at the cursor; again at the same place: forget it"
    case .replayTo: "let the replay end at the cursor; again at the same place: forget it"
    case .command: "type a command: a time (45.1ms), goto, view, speed, quit"
    case .help: "this help; type to search it"
    case .quit: "go back, and from a view quit"
    case .quitNow: "quit"
    }
  }

  /// The word in the footer.
  public var label: String {
    switch self {
    case .zoomIn, .zoomOut: "zoom"
    case .panLeft, .panRight: "pan"
    case .nextSlice, .previousSlice: "slice"
    case .followForward, .followBack: "flow"
    case .zoomAll: "all"
    case .zoomSelection: "fit"
    case .sortNext: "sort"
    case .sortReverse: "reverse"
    case .setMark: "mark"
    case .searchNext: "next"
    case .sameKernel: "same kernel"
    case .enter: "open"
    default: rawValue
    }
  }
}

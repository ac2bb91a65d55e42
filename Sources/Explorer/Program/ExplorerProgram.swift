public import Analysis
import Glibc
public import RunSimulator
public import Terminal
public import Trace
public import TraceFile

/// The interactive program: it takes events in, carries out what the state asks for, and shows the result.
///
/// What the screen shows of the trace file is read at once, since it takes a few milliseconds however large the file;
/// findings about the whole trace come from a worker.
public final class ExplorerProgram {
  private let reader: TraceReader
  private let screen: any TerminalScreen
  private let mailbox: Mailbox<Action>
  private let theme: Theme
  private var state: ExplorerState

  /// Between the frames of a replay, in milliseconds.
  private static let frameMilliseconds = 33

  /// A program on an open file and a screen.
  ///
  /// - Parameters:
  ///   - kernelTimes: those that simulations from within the explorer know.
  ///   - tables: loads what the findings need; it runs on a worker.
  ///   - mailbox: the worker's messages come here; its descriptor must wake the screen.
  public init(
    file: TraceFile, screen: any TerminalScreen, mailbox: Mailbox<Action>, keys: KeyTable, palette: Theme.Palette,
    options: Summary.Options, kernelTimes: KernelTimeTable = .bundled,
    tables: @escaping @Sendable () throws -> TraceTables, replay: ReplayStart?
  ) {
    self.screen = screen
    self.mailbox = mailbox
    theme = Theme(glyphs: screen.glyphs, depth: screen.depth, palette: palette)
    let outline = TraceOutline(of: file)
    state = ExplorerState(outline: outline, size: screen.size, keys: keys)
    state.kernelTimes = kernelTimes
    reader = TraceReader(file: file, rows: outline.rows, gpu: options.gpu(of: file.info))
    if let replay {
      state.startReplay(speed: replay.speed, from: replay.from, to: replay.to, now: Self.now())
    }
    let mailbox = mailbox
    Worker.start { Findings(tables: tables, options: options).post(to: mailbox) }
  }

  /// Runs until the user leaves or the terminal is gone.
  public func run() {
    take(.resize(screen.size))
    screen.present(state.draw(theme: theme))
    while !state.isDone {
      let wait = state.replay.isPlaying ? Self.frameMilliseconds : -1
      guard handle(screen.nextEvent(timeoutMilliseconds: wait)) else { return }
      // What came meanwhile is taken in before the next frame is drawn.
      while !state.isDone, let event = screen.nextEvent(timeoutMilliseconds: 0) {
        guard handle(event) else { return }
      }
      if state.replay.isPlaying { take(.tick) }
      if !state.isDone { screen.present(state.draw(theme: theme)) }
    }
  }

  /// - Returns: whether to go on.
  private func handle(_ event: TerminalEvent?) -> Bool {
    switch event {
    case .key(let key): take(.key(key))
    case .mouse(let event): take(.mouse(event))
    case .resize(let size): take(.resize(size))
    case .wake: for message in mailbox.drain() { take(message) }
    case .hangup: return false
    case nil: break
    }
    return true
  }

  /// Takes an action in, and all that follows from it.
  private func take(_ action: Action) {
    for effect in state.apply(action, now: Self.now()) { carryOut(effect) }
  }

  private func carryOut(_ effect: Effect) {
    do throws(TraceFileError) {
      switch effect {
      case .loadTimeline(let request): take(.timelineLoaded(reader.timeline(request)))
      case .loadDetail(let request): take(.detailLoaded(try reader.detail(request)))
      case .findSlice(let row, let time, let forward):
        take(.found(reader.slice(row: row, time: time, forward: forward)))
      case .findMatch(let pattern, let time, let id, let forward):
        take(.found(try reader.match(pattern, time: time, id: id, forward: forward)))
      case .findKernel(let name, let time, let id, let forward):
        take(.found(try reader.file.span(named: [name], from: time, id: id, forward: forward)))
      case .simulateClaims, .validate, .routeExperts:
        Simulations(mailbox: mailbox, kernelTimes: state.kernelTimes).start(effect)
      case .bell: screen.bell()
      case .quit: break
      }
    } catch {
      take(.failed(error.description))
    }
  }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}

extension TraceOutline {
  /// The outline of an open file.
  init(of file: TraceFile) {
    self.init(
      info: file.info, tracks: file.tracks,
      rows: file.lanes.enumerated().compactMap { index, lane in
        file.tracks.indices.contains(Int(lane.track.rawValue))
          ? Row(track: lane.track, lane: lane.lane, fileLane: index) : nil
      }, extent: file.extent, spanCount: file.spanCount)
  }
}

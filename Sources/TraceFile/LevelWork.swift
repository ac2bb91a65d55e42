import Dispatch
import Synchronization
import Trace

/// The coarser levels of all lanes, built on another core while this one writes the spans.
final class LevelWork: Sendable {
  /// The levels of a lane.
  typealias Levels = [(number: Int, buckets: [LevelBuilder.Bucket])]

  private let built = Mutex<[Levels]>([])
  private let done = DispatchSemaphore(value: 0)

  /// Starts to build.
  init(_ tables: TraceTables) {
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      let levels = tables.lanes.map { LevelBuilder.build(tables.spans[$0.spans]) }
      built.withLock { $0 = levels }
      done.signal()
    }
  }

  /// Waits for the levels, lane by lane.
  func wait() -> [Levels] {
    done.wait()
    return built.withLock { $0 }
  }
}

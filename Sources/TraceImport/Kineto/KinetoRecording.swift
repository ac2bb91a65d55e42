import Dispatch
import Synchronization
import Trace

/// Records events on a thread of its own, while another scans the next ones.
final class KinetoRecording: Sendable {
  /// An event that was skipped, or that stopped a strict import.
  struct Skip: Sendable {
    /// The byte of the source where it begins.
    let byte: Int64
    let reason: StaticString
  }

  private struct Outcome {
    var recorder: KinetoRecorder?
    var skipped = 0
    var first: Skip?
  }

  private let batches = Handover<KinetoBatch>(capacity: 16)
  private let outcome = Mutex(Outcome())
  private let done = DispatchSemaphore(value: 0)
  private let isStrict: Bool
  private let hasFailed = Atomic<Bool>(false)

  /// Starts the thread. A strict one records nothing behind the first event that it cannot take.
  init(_ recorder: consuming TraceRecorder, strict: Bool) {
    isStrict = strict
    let start = Mutex(Optional(KinetoRecorder(recorder)))
    let thread = DispatchQueue(label: "kineto-recording", qos: .userInitiated)
    thread.async { [self] in
      guard let recorder = start.withLock({ $0.take() }) else { return }
      record(recorder)
      done.signal()
    }
  }

  /// Whether a strict recording has met an event that it cannot take.
  var isFailed: Bool { hasFailed.load(ordering: .relaxed) }

  /// Hands events on; the order of the source is kept.
  func send(_ batch: KinetoBatch) {
    batches.send(batch)
  }

  /// Waits until everything that was sent is recorded. Nothing can be sent afterwards.
  ///
  /// - Returns: the recorder, how many events were skipped, and the first of them.
  func finish() -> (recorder: KinetoRecorder?, skipped: Int, first: Skip?) {
    batches.send(.last)
    done.wait()
    return outcome.withLock { ($0.recorder.take(), $0.skipped, $0.first) }
  }

  private func record(_ recorder: consuming KinetoRecorder) {
    var skipped = 0
    var first: Skip?
    while true {
      let batch = batches.receive()
      guard let window = batch.window else { break }
      if isStrict && first != nil { continue }
      let scanner = JSONScanner(UnsafePointer(window.bytes), count: batch.count, position: 0)
      for event in batch.events {
        guard let reason = recorder.take(event, scanner) else { continue }
        skipped += 1
        if first == nil { first = Skip(byte: batch.offset + Int64(event.start), reason: reason) }
        if isStrict {
          hasFailed.store(true, ordering: .relaxed)
          break
        }
      }
    }
    outcome.withLock { $0 = Outcome(recorder: recorder, skipped: skipped, first: first) }
  }
}

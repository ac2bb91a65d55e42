/// Events that were scanned, on their way to the thread that records them.
struct KinetoBatch: Sendable {
  /// As many events as are handed on at once: enough to make the handing over cheap, few enough to stay in cache.
  static let capacity = 512

  /// The window that the events point into; `nil` says that no batch follows.
  let window: InputWindow?
  /// Bytes of the window.
  let count: Int
  /// Where the window begins in the source.
  let offset: Int64
  let events: [KinetoEvent]

  /// What tells the recording thread that it has seen everything.
  static let last = KinetoBatch(window: nil, count: 0, offset: 0, events: [])
}

/// A row of the timeline: a stream, a thread, a rank.
public struct Track: Sendable, Equatable {
  /// What it stands for.
  public var kind: TrackKind
  /// Its own name, such as `stream 7` or `thread 1166`.
  public var name: String
  /// The process or device that it belongs to, such as `python3 1166` or `GPU 0`.
  public var group: String
  /// The GPU that it belongs to; `nil` for the host.
  public var device: Int?
  /// The number that its source gives it: the stream, the thread id, the rank.
  public var number: Int64
  /// Where it stands among the others; smaller is higher.
  public var order: Int

  /// A track.
  public init(
    kind: TrackKind, name: String, group: String = "", device: Int? = nil, number: Int64 = 0, order: Int = 0
  ) {
    self.kind = kind
    self.name = name
    self.group = group
    self.device = device
    self.number = number
    self.order = order
  }
}

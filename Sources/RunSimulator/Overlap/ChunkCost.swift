/// What a chunk takes, and how much of that is communication with no kernel beside it, in nanoseconds.
struct ChunkCost: Sendable, Equatable {
  var span: Int64
  var exposed: Int64

  init(_ timeline: ChunkTimeline) {
    span = timeline.span
    exposed = timeline.exposedCommunication
  }
}

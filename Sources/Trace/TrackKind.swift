/// What a track stands for. The raw value is stored in trace files and never changes its meaning.
public enum TrackKind: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  /// Anything that the other cases do not name.
  case other = 0
  /// A stream of a GPU.
  case stream = 1
  /// A thread of the host.
  case thread = 2
  /// User ranges on a host thread.
  case annotations = 3
  /// User ranges projected onto a GPU stream.
  case gpuAnnotations = 4
  /// A rank of a pipeline.
  case rank = 5
  /// Values over time.
  case counter = 6
  /// An SM of a simulated kernel: its CTAs.
  case sm = 7
  /// A warp slot of an SM: the states of its warps.
  case warpSlot = 8
}

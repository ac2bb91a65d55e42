/// Lanes of a warp that are at the same place.
///
/// A warp starts as one fragment. A branch that not all lanes take splits it, and fragments that meet at a place become
/// one again. The lowest place runs first, which is where compilers let branches meet; after a while the fragment that
/// has waited longest is let run, so that lanes that spin on another lane of their warp see it move.
struct Fragment {
  /// What it waits for.
  enum State: UInt8 {
    case ready
    /// It has let others go first: it found what it waits for not yet done.
    case yielded
    /// Other lanes of the warp, which have to execute the same instruction.
    case lanes
    /// Barrier `barrier` of the CTA.
    case barrier
    /// The barrier of the cluster.
    case cluster
  }

  /// Its next micro-operation.
  var place: Int32
  /// Its lanes.
  var mask: UInt32
  /// What it waits for.
  var state = State.ready
  /// The barrier that it waits for.
  var barrier: UInt8 = 0
  /// Whether a barrier is to be taken without the other lanes, which cannot come.
  var isForced = false
  /// When it ran last, in turns of the warp.
  var lastRun: Int = 0
}

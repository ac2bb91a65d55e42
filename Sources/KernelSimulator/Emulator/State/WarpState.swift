/// A warp of a CTA that is running.
struct WarpState {
  /// Its registers; constants lie below.
  var registers: UnsafeMutableRawPointer
  /// Its predicates, as lane masks.
  var predicates: UnsafeMutablePointer<UInt32>
  /// The memory of its threads, one after the other.
  var local: UnsafeMutableRawPointer
  /// For each byte of it whether it has been written.
  var localShadow: UnsafeMutableRawPointer
  /// The next free byte of each thread's stack.
  var stackTop: UnsafeMutablePointer<UInt64>
  /// 32 fragments, of which `fragmentCount` are in use.
  var fragments: UnsafeMutablePointer<Fragment>
  var fragmentCount = 0
  /// The lanes that have not ended.
  var live: UInt32 = 0
  /// The lanes that have a thread.
  var threads: UInt32 = 0
  /// The CTA, among all that are running.
  var cta = 0
  /// Its place in the CTA.
  var index = 0
  /// For each barrier of the CTA the lanes that have arrived while others of the warp have not.
  var arrivals: UnsafeMutablePointer<UInt32>
  /// The lanes that have arrived at the barrier of the cluster, and when.
  var clusterArrivals: UInt32 = 0
  var clusterPhase = 0
  /// How often it has been chosen.
  var turns = 0
  /// A lane whose fragment is preferred in this turn, or -1.
  var preferredLane = -1
  /// The fragment that runs.
  var current = 0
}

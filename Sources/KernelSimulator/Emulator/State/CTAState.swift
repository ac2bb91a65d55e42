/// A CTA that is running.
struct CTAState {
  /// Its place in the grid.
  var x = 0
  var y = 0
  var z = 0
  /// Its place in its cluster.
  var rank = 0
  /// The first CTA of its cluster, among all that are running.
  var clusterFirst = 0
  /// Which running cluster it belongs to.
  var cluster = 0
  /// Its shared memory, what the system reserves included.
  var shared: UnsafeMutableRawPointer
  /// For each byte of it whether it has been written.
  var sharedShadow: UnsafeMutableRawPointer
  /// Its first warp, among all that are running.
  var firstWarp = 0
  /// Its warps that have not ended.
  var liveWarps = 0
  /// Its threads that have not ended.
  var liveThreads = 0
  /// Its barriers.
  var barriers: UnsafeMutablePointer<BarrierState>
  /// The instructions that its warps have executed: its clock.
  var clock: UInt64 = 0
}

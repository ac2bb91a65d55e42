/// A cluster that is running; a CTA without a cluster is a cluster of one.
struct ClusterState {
  /// Its place among the clusters of the grid.
  var index = -1
  /// Its threads that have not ended.
  var liveThreads = 0
  /// The threads that have arrived at its barrier.
  var arrived = 0
  /// How often its barrier has been passed.
  var phase = 0
  /// Whether its memory has been allocated.
  var isAllocated = false
  /// Rounds in a row in which nothing happened.
  var idleRounds = 0
}

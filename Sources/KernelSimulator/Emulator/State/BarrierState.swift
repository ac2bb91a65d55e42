/// A barrier of a CTA.
struct BarrierState {
  /// The threads that have arrived; a warp whose lanes all have counts as 32.
  var arrived = 0
  /// The threads that it waits for; 0 for all of the CTA.
  var expected = 0
  /// The threads whose predicate held.
  var population = 0
  /// The threads that took part in the reduction.
  var participants = 0
  /// The instruction that arrived last.
  var instruction: Int32 = 0
}

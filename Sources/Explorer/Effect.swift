public import Analysis
public import Trace

/// What an update wants done outside the state: reading the trace file, or leaving.
public enum Effect: Sendable, Equatable {
  /// Load the chart of the timeline.
  case loadTimeline(TimelineData.Request)
  /// Load the slice under the cursor.
  case loadDetail(SliceDetail.Request)
  /// Find the next slice of a row after (or before) a time.
  case findSlice(row: Int, time: Int64, forward: Bool)
  /// Find the next span whose name matches, after (or before) a time, in any row.
  case findMatch(pattern: String, time: Int64, id: Int64, forward: Bool)
  /// Find the launches of one kernel by its exact name.
  case findKernel(name: NameID, time: Int64, id: Int64, forward: Bool)
  /// Simulate what the claims need.
  case simulateClaims
  /// Simulate a group of published numbers.
  case validate(group: Int)
  /// Route tokens to experts.
  case routeExperts(ExpertsComparison.Request)
  /// Ring the terminal's bell.
  case bell
  /// Leave the explorer.
  case quit
}

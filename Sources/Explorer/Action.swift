public import Analysis
public import Terminal
public import Trace

/// Everything that can happen to the explorer: what the user does, what the clock says, what workers found.
public enum Action: Sendable {
  /// A key was pressed.
  case key(Key)
  /// The mouse was used.
  case mouse(MouseEvent)
  /// The terminal has a new size.
  case resize(Size)
  /// Time went by while something plays.
  case tick
  /// The chart of a timeline request is there.
  case timelineLoaded(TimelineData)
  /// The detail of a slice is there.
  case detailLoaded(SliceDetail)
  /// The findings are there.
  case summaryLoaded(Summary, RoleTable)
  /// The reconstructed SM allocation is there, or cannot be had.
  case allocationLoaded(Loading<SMAllocation>)
  /// The pipeline chart is there, or the trace has none.
  case pipelineLoaded(Loading<PipelineModel>)
  /// The warps of simulated kernels are there, or the trace has none.
  case warpsLoaded(Loading<WarpChart>)
  /// So many of the claims' simulations are done.
  case claimsProgress(ClaimSimulation.Progress)
  /// The claims are simulated, or cannot be.
  case claimsLoaded(Loading<ClaimFigures>)
  /// So many rows of a group of published numbers are simulated.
  case validationProgress(group: Int, rows: Int)
  /// A group of published numbers is simulated, or cannot be.
  case validationLoaded(group: Int, Loading<ValidationFinding.Group>)
  /// The loads of experts are there, or cannot be had.
  case expertsLoaded(ExpertsComparison.Request, Loading<ExpertsComparison>)
  /// A search ended, with the next match or none.
  case found(TraceSpan?)
  /// Something could not be read.
  case failed(String)
}

public import Analysis

/// What Validate shows.
public struct ValidationState: Sendable {
  /// The groups as far as they were asked for; `nil` for one that was not.
  public internal(set) var groups: [Loading<ValidationFinding.Group>?]
  /// Rows that are done of the group that is being simulated.
  public internal(set) var done = 0
  /// Groups that are simulated one after another; the first is under way.
  public internal(set) var queue: [Int] = []
  /// The selected group.
  public internal(set) var selected: Int
  /// The first visible row of the group.
  public internal(set) var scroll = 0
  /// Whether rows are sorted by the size of their error.
  public internal(set) var isByError = false

  /// Nothing simulated yet; the training step is selected.
  public init() {
    groups = ValidationPlan.groups.map { _ in nil }
    selected = max(0, ValidationPlan.groups.count - 1)
  }

  mutating func note(_ rows: Int, of group: Int) {
    if queue.first == group { done = rows }
  }

  /// The rows of the selected group as they are shown; `nil` before it is simulated.
  public var lines: [ValidationFinding.Group.Line]? {
    guard groups.indices.contains(selected) else { return nil }
    return groups[selected]?.value?.lines(byError: isByError)
  }
}

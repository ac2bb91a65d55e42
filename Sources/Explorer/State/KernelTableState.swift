public import Analysis

/// How the kernels' table is sorted, narrowed and scrolled.
public struct KernelTableState: Sendable, Equatable {
  /// What the table is sorted by.
  public enum Order: String, Sendable, CaseIterable {
    case total
    case count
    case median
    case maximum
    case occupancy
    case name

    /// The next one, round again after the last.
    var next: Order {
      let all = Order.allCases
      return all[(all.firstIndex(of: self)! + 1) % all.count]
    }
  }

  /// What the table is sorted by.
  public var order = Order.total
  /// Whether the order is turned round: numbers ascending, names from Z to A.
  public var isReversed = false
  /// Only kernels whose name matches this regular expression; empty shows all.
  public var filter = ""
  /// The selected row.
  public var selected = 0
  /// The first visible row.
  public var scroll = 0

  /// The table as it opens: by total time.
  public init() {}

  /// The kernels as the table shows them.
  public func rows(of kernels: [KernelSummary]) -> [KernelSummary] {
    var rows = kernels
    if !filter.isEmpty, let regex = try? Regex(filter) {
      rows = rows.filter { $0.name.firstMatch(of: regex) != nil }
    }
    // The order that comes in is by total time; a stable sort keeps it among equals.
    switch order {
    case .total: break
    case .count: rows.sort { $0.durations.count > $1.durations.count }
    case .median: rows.sort { $0.durations.median > $1.durations.median }
    case .maximum: rows.sort { $0.durations.maximum > $1.durations.maximum }
    case .occupancy: rows.sort { Self.occupancy($0) > Self.occupancy($1) }
    case .name: rows.sort { KernelTitle.short($0.name) < KernelTitle.short($1.name) }
    }
    return isReversed ? rows.reversed() : rows
  }

  private static func occupancy(_ kernel: KernelSummary) -> Double {
    kernel.shapes.first?.residency.occupancyPercent ?? -1
  }
}

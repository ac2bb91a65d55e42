/// A finding laid out for people: sentences, facts and tables. The same report makes text, Markdown and CSV; JSON comes
/// from the finding itself, so that its keys do not depend on the layout.
public struct Report: Sendable, Equatable {
  /// A part of a report.
  public enum Block: Sendable, Equatable {
    /// A heading above what follows.
    case heading(String)
    /// A sentence.
    case line(String)
    /// A table.
    case table(ReportTable)
  }

  /// The parts, from top to bottom.
  public var blocks: [Block]

  /// A report of these parts.
  public init(_ blocks: [Block] = []) {
    self.blocks = blocks
  }

  /// The table that CSV prints: the one marked as the main one, or the first.
  var mainTable: ReportTable? {
    let tables = blocks.compactMap { block -> ReportTable? in
      if case .table(let table) = block { table } else { nil }
    }
    return tables.first { $0.isMain } ?? tables.first
  }
}

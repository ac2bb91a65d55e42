import Analysis
import GPU
import Trace
import TraceFile

/// Answers the explorer's questions to a trace file: charts, slices and searches.
struct TraceReader {
  let file: TraceFile
  let rows: [TraceOutline.Row]
  let gpu: GPUDevice?

  /// A reader for the rows of an outline.
  init(file: TraceFile, rows: [TraceOutline.Row], gpu: GPUDevice?) {
    self.file = file
    self.rows = rows
    self.gpu = gpu
  }

  /// Slices at least this many columns wide get a label.
  private static let labelColumns: Int64 = 5

  /// The chart of a request.
  func timeline(_ request: TimelineData.Request) -> TimelineData {
    let length = request.range.upperBound - request.range.lowerBound
    let widest = length * Self.labelColumns / Int64(max(1, request.columns))
    return TimelineData(
      request: request,
      rows: request.rows.map { index in
        let lane = file.lanes[rows[index].fileLane]
        let cells = file.strip(of: lane, range: request.range, columns: request.columns)
        return TimelineData.Row(
          cells: cells, slices: slices(of: lane, request, cells: cells, atLeast: max(1, widest)))
      })
  }

  /// The slices wide enough for a label. Where columns hold many spans each, none is.
  private func slices(
    of lane: Lane, _ request: TimelineData.Request, cells: [StripCell], atLeast width: Int64
  ) -> [TimelineData.Slice] {
    let spans = cells.reduce(Int64(0)) { $0 + $1.count }
    guard spans <= Int64(request.columns) * 4 else { return [] }
    return file.spans(of: lane, touching: request.range, limit: request.columns * 4).compactMap { span in
      span.duration >= width ? TimelineData.Slice(span: span, name: file.text(span.name)) : nil
    }
  }

  /// The slice under a place, with its launch and its links.
  func detail(_ request: SliceDetail.Request) throws(TraceFileError) -> SliceDetail {
    guard rows.indices.contains(request.row),
      let span = file.span(of: file.lanes[rows[request.row].fileLane], at: request.time)
    else { return SliceDetail(request: request) }
    let links = try file.links(of: span.id)
    var detail = SliceDetail(
      request: request, span: span, name: file.text(span.name), arguments: file.text(span.arguments),
      incoming: links.incoming.compactMap { linked($0, $0.source) },
      outgoing: links.outgoing.prefix(8).compactMap { linked($0, $0.target) })
    let shape = Int(span.shape.rawValue)
    if span.shape != .none, file.shapes.indices.contains(shape) {
      detail.shape = file.shapes[shape]
      detail.residency = KernelShapeSummary.Residency(shape: file.shapes[shape], gpu: gpu)
    }
    return detail
  }

  private func linked(_ link: TraceLink, _ id: Int64) -> SliceDetail.Linked? {
    file.span(id).map { SliceDetail.Linked(kind: link.kind, span: $0, name: file.text($0.name)) }
  }

  /// The next slice of a row, or the one before.
  func slice(row: Int, time: Int64, forward: Bool) -> TraceSpan? {
    guard rows.indices.contains(row) else { return nil }
    let lane = file.lanes[rows[row].fileLane]
    return forward ? file.nextSpan(of: lane, after: time) : file.previousSpan(of: lane, before: time)
  }

  /// The next span whose name matches an expression.
  func match(_ pattern: String, time: Int64, id: Int64, forward: Bool) throws(TraceFileError) -> TraceSpan? {
    guard let regex = try? Regex(pattern) else { return nil }
    let names = try file.names { $0.firstMatch(of: regex) != nil }
    return try file.span(named: names, from: time, id: id, forward: forward)
  }
}

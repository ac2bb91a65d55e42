import Analysis
import Terminal
import Trace

/// What is known of the slice under the cursor: its name, launch, flow, and the SMs at that time.
struct SliceDetailView {
  let state: ExplorerState

  func draw(in canvas: inout Canvas, y: Int) {
    let theme = canvas.theme
    let width = canvas.width - 2
    var line = y
    if let sms = smLine {
      canvas.write(canvas.shortened(sms, to: width), x: 1, y: line, theme.style(.dim))
    }
    line += 1
    guard let detail = state.detail else { return }
    guard let span = detail.span else {
      let next = "\(state.keys.shortest(.nextSlice)) next slice, \(state.keys.shortest(.previousSlice)) previous"
      canvas.write(canvas.shortened("nothing runs here; " + next, to: width), x: 1, y: line, theme.style(.dim))
      return
    }
    let name = span.category == .kernel && canvas.width < 140 ? KernelTitle.short(detail.name) : detail.name
    let duration = "   " + Quantity.duration(span.duration) + flags(span)
    let x = canvas.write(
      canvas.shortened(name, to: max(8, width - duration.count)), x: 1, y: line, theme.style(.heading))
    canvas.write(duration, x: x, y: line)
    line += 1
    for text in facts(detail, span) where line < canvas.height {
      canvas.write(canvas.shortened(text, to: width), x: 1, y: line, theme.style(.dim))
      line += 1
    }
  }

  private func flags(_ span: TraceSpan) -> String {
    if span.flags.contains(.durationMissing) { return " (duration missing in the source)" }
    if span.flags.contains(.durationNegative) { return " (negative duration in the source)" }
    return span.flags.contains(.unfinished) ? " (never ended in the source)" : ""
  }

  private func facts(_ detail: SliceDetail, _ span: TraceSpan) -> [String] {
    var lines: [String] = []
    var when = "\(state.describeExactly(span.start)) .. \(state.describeExactly(span.end))"
    if let shape = detail.shape { when += "   " + ShapeText.line(shape, detail.residency) }
    lines.append(when)
    if let latency = span.launchLatency {
      let call = detail.incoming.first { $0.kind == .launch }
      let from = call.map { " by \($0.name) on \(state.outline.tracks[Int($0.span.track.rawValue)].name)" } ?? ""
      lines.append(
        "launched \(Quantity.duration(latency)) earlier\(from)  \(state.keys.shortest(.followBack)) goes there")
    }
    lines.append(contentsOf: linkLines(detail))
    if !detail.arguments.isEmpty { lines.append(detail.arguments) }
    return lines
  }

  private func linkLines(_ detail: SliceDetail) -> [String] {
    var lines: [String] = []
    if let flow = detail.incoming.first(where: { $0.kind != .launch }) {
      lines.append("\(flow.kind == .dependency ? "waits for" : "flow from") \(describe(flow))")
    }
    if let next = detail.outgoing.first {
      let more = detail.outgoing.count > 1 ? " and \(detail.outgoing.count - 1) more" : ""
      let verb = next.kind == .launch ? "launches" : next.kind == .dependency ? "enables" : "flow to"
      lines.append("\(verb) \(describe(next))\(more)  \(state.keys.shortest(.followForward)) goes there")
    }
    return lines
  }

  private func describe(_ link: SliceDetail.Linked) -> String {
    let track = state.outline.tracks[Int(link.span.track.rawValue)].name
    return "\(KernelTitle.short(link.name)) on \(track)"
  }

  /// The SMs at the cursor, in one line.
  private var smLine: String? {
    guard let allocation = state.allocation.value else { return nil }
    if allocation.isRecorded, !allocation.extent.contains(state.window.cursor) { return nil }
    let label = allocation.isRecorded ? "SMs " : "SMs ~ "
    return label + SMText.line(allocation, at: state.window.cursor, names: state.names)
  }
}

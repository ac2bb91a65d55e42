import Analysis
import Terminal

/// The lines of the overview, each of which draws itself at a height.
struct OverviewPage {
  /// Draws a line of the page.
  typealias Line = (inout Canvas, Int) -> Void

  let summary: Summary
  let width: Int

  /// From top to bottom.
  var lines: [Line] {
    var lines = paragraph(summary.headline, .heading)
    if let part = summary.recordedPart { lines += paragraph(part, .dim) }
    for text in summary.lossLines { lines += paragraph(text, .problem) }
    lines.append(blank)
    if let pipeline = summary.pipeline, summary.kernelCount == 0 {
      return lines + OverviewPipeline(pipeline: pipeline, width: width).lines
    }
    guard summary.kernelCount > 0 || summary.memoryCount > 0 else { return lines }
    lines += bars
    lines += facts
    lines.append(blank)
    let left = OverviewSections(summary: summary)
    if width >= 100 {
      // Two columns: who worked on the left, on what on the right.
      let half = min(64, width / 2 - 1)
      lines += Self.beside(
        left.sms(half) + [blankSection] + left.streams(half), left.kernels(width - half - 3, count: 12), at: half + 1)
    } else {
      lines += Self.placed(
        left.sms(width - 2) + [blankSection] + left.streams(width - 2) + [blankSection]
          + left.kernels(width - 2, count: 10))
    }
    if !summary.phases.isEmpty { lines += [blank] + Self.placed(left.phases(width - 2)) }
    if let pipeline = summary.pipeline {
      lines += [blank] + paragraph(pipeline.headline, .heading) + [blank]
      lines += OverviewPipeline(pipeline: pipeline, width: width).lines
    }
    return lines
  }

  private var blank: Line { { _, _ in } }
  private var blankSection: OverviewSections.Line { { _, _, _ in } }

  private func paragraph(_ text: String, _ role: Role) -> [Line] {
    OverviewText.wrapped(text, to: width - 2).map { part in
      { canvas, y in canvas.write(part, x: 1, y: y, canvas.theme.style(role)) }
    }
  }

  private var bars: [Line] {
    let activity = summary.activity
    let rows: [(String, Int64, Role)] = [
      ("GPU busy", activity.busy, .compute), ("compute", activity.compute, .compute),
      ("communication", activity.communication, .communication), ("  overlapped", activity.overlap, .communication),
      ("  exposed", activity.exposedCommunication, .problem),
    ]
    return rows.map { label, value, role in
      OverviewText.bar(label, value, of: summary.span, role, width: width)
    }
  }

  private var facts: [Line] {
    let idle = summary.idle
    var texts = [
      "idle \(Quantity.duration(summary.activity.idle)): waiting for the host \(Quantity.duration(idle.hostWait)), "
        + "for a kernel \(Quantity.duration(idle.kernelWait)), other \(Quantity.duration(idle.other))"
    ]
    if let latency = summary.launchLatency {
      texts.append(
        "launch to start: median \(Quantity.duration(latency.median)), min \(Quantity.duration(latency.minimum)), "
          + "max \(Quantity.duration(latency.maximum))")
    }
    return texts.flatMap { paragraph($0, .dim) }
  }

  private static func placed(_ section: [OverviewSections.Line]) -> [Line] {
    section.map { line in { canvas, y in line(&canvas, 1, y) } }
  }

  private static func beside(
    _ left: [OverviewSections.Line], _ right: [OverviewSections.Line], at column: Int
  ) -> [Line] {
    (0..<max(left.count, right.count)).map { index in
      { canvas, y in
        if index < left.count { left[index](&canvas, 1, y) }
        if index < right.count { right[index](&canvas, column + 1, y) }
      }
    }
  }
}

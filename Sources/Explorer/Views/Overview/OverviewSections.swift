import Analysis
import Terminal

/// The sections of the overview below its bars: lines that draw themselves from a column on.
struct OverviewSections {
  /// Draws a line from a column at a height.
  typealias Line = (inout Canvas, Int, Int) -> Void

  let summary: Summary

  /// Whose the SMs were.
  func sms(_ width: Int) -> [Line] {
    guard let time = summary.smTime else {
      return [
        heading("SMs", width),
        text("not known: the trace describes no device or no launch shapes; try --device", width),
      ]
    }
    let whole = Double(max(1, time.compute + time.communication + time.idle))
    func share(_ part: Int64) -> String { Quantity.percent(100 * Double(part) / whole) }
    var lines = [
      heading(
        time.inferred ? "SM-time ~ inferred from launch shapes" : "SM-time, simulated, where CTAs are recorded", width)
    ]
    lines.append(
      text(
        "compute \(share(time.compute)), communication \(share(time.communication)), idle \(share(time.idle))", width))
    let span = whole / Double(max(1, time.multiprocessors))
    for split in time.splits.prefix(3) {
      lines.append { canvas, x, y in
        var column = x
        for (role, count) in [
          (Role.communication, split.communication), (.compute, split.compute), (.idle, split.idle),
        ] {
          canvas.put(canvas.theme.glyph(role), x: column, y: y, canvas.theme.style(role))
          canvas.writeRight("\(count)", before: column + 5, y: y)
          column += 8
        }
        canvas.write("SMs", x: column - 2, y: y)
        canvas.writeRight(Quantity.percent(100 * Double(split.time) / span) + " of the time", before: column + 22, y: y)
      }
    }
    return lines
  }

  /// The streams, busiest first.
  func streams(_ width: Int) -> [Line] {
    let table = Table([
      .init("Streams", width: 10, isNumeric: false, isFlexible: true, priority: 0),
      .init("", width: 13, isNumeric: false, priority: 2), .init("busy", width: 9, priority: 1),
      .init("kernels", width: 8, priority: 3),
    ])
    var lines: [Line] = [{ canvas, x, y in table.drawTitles(in: &canvas, x: x, y: y, width: width) }]
    for stream in summary.streams.prefix(6) {
      lines.append { canvas, x, y in
        table.draw(
          [
            .init(stream.name), .init(stream.role.label, canvas.theme.style(Role(stream.role))),
            .init(Quantity.duration(stream.busy)), .init(Quantity.count(stream.kernelCount)),
          ], in: &canvas, x: x, y: y, width: width)
      }
    }
    return lines
  }

  /// The kernels by total time.
  func kernels(_ width: Int, count: Int) -> [Line] {
    let table = Table([
      .init("Top kernels", width: 20, isNumeric: false, isFlexible: true, priority: 0),
      .init("", width: 6, isNumeric: false, priority: 4), .init("share", width: 7, priority: 2),
      .init("total", width: 9, priority: 1), .init("count", width: 6, priority: 3),
    ])
    var lines: [Line] = [{ canvas, x, y in table.drawTitles(in: &canvas, x: x, y: y, width: width) }]
    let nameWidth = table.layout(width: width).first?.width ?? 20
    let most = summary.kernels.first?.sharePercent ?? 1
    for kernel in summary.kernels.prefix(count) {
      lines.append { canvas, x, y in
        let role = Role(kernel.role)
        let length = max(1, Int((kernel.sharePercent / most * 6).rounded()))
        let bar = String(repeating: Character(canvas.theme.glyph(role)), count: length)
        table.draw(
          [
            .init(KernelTitle.fitting(kernel.name, nameWidth)), .init(bar, canvas.theme.style(role)),
            .init(Quantity.percent(kernel.sharePercent)), .init(Quantity.duration(kernel.durations.total)),
            .init(Quantity.count(kernel.durations.count)),
          ], in: &canvas, x: x, y: y, width: width)
      }
    }
    return lines
  }

  /// The ranges that the user marked.
  func phases(_ width: Int) -> [Line] {
    let table = Table([
      .init("Phases", width: 20, isNumeric: false, isFlexible: true, priority: 0),
      .init("count", width: 6, priority: 2), .init("host", width: 9, priority: 3),
      .init("GPU busy", width: 9, priority: 1), .init("launched", width: 9, priority: 4),
    ])
    var lines: [Line] = [{ canvas, x, y in table.drawTitles(in: &canvas, x: x, y: y, width: width) }]
    for phase in summary.phases.prefix(24) {
      lines.append { canvas, x, y in
        table.draw(
          [
            .init(phase.name), .init(Quantity.count(phase.count)), .init(Quantity.duration(phase.host)),
            .init(Quantity.duration(phase.gpu)), .init(Quantity.count(phase.workCount)),
          ], in: &canvas, x: x, y: y, width: width)
      }
    }
    return lines
  }

  private func heading(_ text: String, _ width: Int) -> Line {
    { canvas, x, y in canvas.write(canvas.shortened(text, to: width), x: x, y: y, canvas.theme.style(.dim)) }
  }

  private func text(_ text: String, _ width: Int) -> Line {
    { canvas, x, y in canvas.write(canvas.shortened(text, to: width), x: x, y: y) }
  }
}

import Analysis
import Glibc
import Terminal

/// The roofline of both kernels on logarithmic scales: operations a byte of DRAM to the right, TFLOPS upwards.
struct RooflineChart {
  let comparison: KernelComparison

  func draw(in canvas: inout Canvas, y: Int, height: Int) {
    let theme = canvas.theme
    let points = [comparison.first, comparison.second].map { profile in
      profile.roofline.first { $0.level == "dram" }
    }
    guard points.contains(where: { $0 != nil }) else {
      canvas.write("no floating-point operations, so no roofline", x: 0, y: y, theme.style(.dim))
      return
    }
    var x = canvas.write("roofline, DRAM  ", x: 0, y: y, theme.style(.dim))
    for (index, point) in points.enumerated() {
      guard let point else { continue }
      x = canvas.write("\(index + 1) ", x: x, y: y, theme.style(index == 0 ? .communication : .compute))
      x = canvas.write(
        "\(point.precision) \(Quantity.significant(point.operationsPerByte)) FLOP/B "
          + "\(Quantity.significant(point.teraflops)) of \(Quantity.significant(point.roofTeraflops)) TFLOPS  ", x: x,
        y: y)
    }
    plot(points, Rect(x: 0, y: y + 1, width: canvas.width, height: max(3, height - 2)), in: &canvas)
  }

  private func plot(_ points: [RooflinePoint?], _ area: Rect, in canvas: inout Canvas) {
    let theme = canvas.theme
    let known = points.compactMap { $0 }
    let low = log10(known.map(\.operationsPerByte).min() ?? 1) - 1
    let high = max(low + 3, log10(known.map(\.operationsPerByte).max() ?? 1) + 1)
    func roof(_ operations: Double) -> Double {
      known.map { min($0.bandwidth * operations / 1e12, $0.peakTeraflops) }.max() ?? 1
    }
    let top = log10(roof(pow(10, high))) + 0.2
    let bottom = log10(known.map(\.teraflops).min() ?? 1) - 0.7
    func line(_ value: Double) -> Int {
      area.y + Int((top - log10(value)) / max(top - bottom, 0.1) * Double(area.height - 1))
    }
    for column in 0..<area.width {
      let operations = pow(10, low + (high - low) * Double(column) / Double(max(area.width - 1, 1)))
      let y = line(roof(operations))
      if y >= area.y, y < area.y + area.height {
        canvas.put(theme.glyphs == .unicode ? "─" : "-", x: column, y: y, theme.style(.dim))
      }
    }
    for (index, point) in points.enumerated() {
      guard let point else { continue }
      let column = Int((log10(point.operationsPerByte) - low) / (high - low) * Double(area.width - 1))
      canvas.put(
        index == 0 ? "1" : "2", x: column, y: min(area.y + area.height - 1, max(area.y, line(point.teraflops))),
        theme.style(index == 0 ? .communication : .compute).adding(.bold))
    }
  }
}

import Analysis
import Terminal

/// The scale above charts over time: labels at round times, and the marks.
struct TimeAxis {
  let window: TimeWindow
  let marks: [Int64]

  /// Draws the scale over `columns` columns from `x` on.
  func draw(in canvas: inout Canvas, x: Int, y: Int, columns: Int) {
    let theme = canvas.theme
    let step = self.step(columns: columns)
    var time = (window.visible.lowerBound + step - 1) / step * step
    var free = 0
    while time < window.visible.upperBound {
      let label = Quantity.time(time, resolution: step)
      let column = window.column(of: time, of: columns)
      if column >= free, column + label.count <= columns {
        canvas.write(label, x: x + column, y: y, theme.style(.dim))
        free = column + label.count + 2
      }
      time += step
    }
    for mark in marks {
      let column = window.column(of: mark, of: columns)
      if column >= 0 && column < columns { canvas.put("v", x: x + column, y: y, theme.style(.key)) }
    }
  }

  /// The smallest 1, 2 or 5 times a power of ten whose labels do not touch: about one each 14 columns.
  private func step(columns: Int) -> Int64 {
    let wanted = max(1, window.length / Int64(max(1, columns / 14)))
    var power: Int64 = 1
    while power * 10 <= wanted { power *= 10 }
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= wanted } ?? power * 10
  }
}

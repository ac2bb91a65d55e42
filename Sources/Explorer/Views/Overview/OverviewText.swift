import Analysis
import Terminal

/// Parts that several pages of the overview share.
enum OverviewText {
  /// A text in lines of at most `width` characters, broken at blanks.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty && line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " " + word
    }
    return lines + (line.isEmpty ? [] : [line])
  }

  /// A label, a duration, a bar of its share, and the share.
  static func bar(_ label: String, _ value: Int64, of whole: Int64, _ role: Role, width: Int) -> OverviewPage.Line {
    { canvas, y in
      let share = whole > 0 ? 100 * Double(value) / Double(whole) : 0
      canvas.write(label, x: 1, y: y)
      canvas.writeRight(Quantity.duration(value), before: 25, y: y)
      let length = width - 27 - 10
      canvas.bar(Double(value), of: Double(max(1, whole)), x: 27, y: y, length: length, role: role)
      canvas.writeRight(Quantity.percent(share), before: width - 1, y: y)
    }
  }
}

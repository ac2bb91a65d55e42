/// A table that fits any width: columns of low priority go first, and one column takes what is left.
public struct Table: Sendable {
  /// A column.
  public struct Column: Sendable {
    /// Its title.
    public var title: String
    /// The columns of the screen that it needs; a flexible column needs at least these.
    public var width: Int
    /// Whether its cells stand at the right, as numbers do.
    public var isNumeric: Bool
    /// Whether it takes the width that is left.
    public var isFlexible: Bool
    /// Which columns stay when the screen is narrow: the smallest number stays longest.
    public var priority: Int

    /// A column.
    public init(_ title: String, width: Int, isNumeric: Bool = true, isFlexible: Bool = false, priority: Int) {
      self.title = title
      self.width = width
      self.isNumeric = isNumeric
      self.isFlexible = isFlexible
      self.priority = priority
    }
  }

  /// A cell: a text and how it looks.
  public struct Cell: Sendable {
    /// The text.
    public var text: String
    /// Its style.
    public var style: Style

    /// A cell.
    public init(_ text: String, _ style: Style = .plain) {
      self.text = text
      self.style = style
    }
  }

  /// The columns from left to right.
  public var columns: [Column]
  /// The blanks between columns.
  public var gap = 2

  /// A table.
  public init(_ columns: [Column]) {
    self.columns = columns
  }

  /// The columns that fit a width, with the places and widths that they get.
  public func layout(width: Int) -> [(index: Int, x: Int, width: Int)] {
    var shown = Array(columns.indices)
    func needed() -> Int { shown.reduce(0) { $0 + columns[$1].width } + gap * max(0, shown.count - 1) }
    while shown.count > 1, needed() > width {
      guard let weakest = shown.max(by: { columns[$0].priority < columns[$1].priority }) else { break }
      shown.removeAll { $0 == weakest }
    }
    let left = max(0, width - needed())
    var x = 0
    return shown.map { index in
      let width = min(columns[index].width + (columns[index].isFlexible ? left : 0), width)
      defer { x += width + gap }
      return (index, x, width)
    }
  }

  /// Draws the titles; `marked` shows which column the table is sorted by, and which way.
  public func drawTitles(in canvas: inout Canvas, x: Int, y: Int, width: Int, marked: Int? = nil, mark: String = "") {
    for (index, left, columnWidth) in layout(width: width) {
      let title = columns[index].title + (index == marked ? mark : "")
      draw(title, columns[index], canvas.theme.style(.dim), x: x + left, y: y, width: columnWidth, in: &canvas)
    }
  }

  /// Draws a row.
  public func draw(_ cells: [Cell], in canvas: inout Canvas, x: Int, y: Int, width: Int, isSelected: Bool = false) {
    if isSelected {
      canvas.fill(Rect(x: x, y: y, width: width, height: 1), " ", canvas.theme.style(.selected))
    }
    for (index, left, columnWidth) in layout(width: width) where index < cells.count {
      let style = isSelected ? canvas.theme.style(.selected) : cells[index].style
      draw(cells[index].text, columns[index], style, x: x + left, y: y, width: columnWidth, in: &canvas)
    }
  }

  private func draw(
    _ text: String, _ column: Column, _ style: Style, x: Int, y: Int, width: Int, in canvas: inout Canvas
  ) {
    let shown = canvas.shortened(text, to: width)
    if column.isNumeric {
      canvas.writeRight(shown, before: x + width, y: y, style)
    } else {
      canvas.write(shown, x: x, y: y, style)
    }
  }
}

extension Canvas {
  /// A text in at most `width` columns; the middle gives way to an ellipsis.
  public borrowing func shortened(_ text: String, to width: Int) -> String {
    guard CharacterWidth.of(text) > width else { return text }
    guard width > 1 else { return String(text.prefix(max(0, width))) }
    let head = width / 2
    return text.prefix(head) + String(theme.ellipsis) + text.suffix(width - head - 1)
  }
}

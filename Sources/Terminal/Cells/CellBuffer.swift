/// A screen's contents, cell by cell. Views draw into it; a terminal shows it; tests read it as text.
public struct CellBuffer: Sendable, Equatable {
  /// Columns and lines.
  public let size: Size
  /// The cells, line by line.
  public private(set) var cells: [Cell]

  /// An empty buffer.
  public init(size: Size) {
    self.size = Size(width: max(0, size.width), height: max(0, size.height))
    cells = Array(repeating: .blank, count: self.size.width * self.size.height)
  }

  /// A cell; what lies outside reads as blank and is not written.
  public subscript(x: Int, y: Int) -> Cell {
    get { contains(x, y) ? cells[y * size.width + x] : .blank }
    set { if contains(x, y) { cells[y * size.width + x] = newValue } }
  }

  private func contains(_ x: Int, _ y: Int) -> Bool {
    x >= 0 && y >= 0 && x < size.width && y < size.height
  }

  /// Puts a character into a cell and, where it is wide, its right half into the next.
  ///
  /// - Returns: the columns that it took; 0 for one that takes none or does not fit before `limit`.
  mutating func put(_ scalar: Unicode.Scalar, _ style: Style, x: Int, y: Int, limit: Int) -> Int {
    let width = CharacterWidth.of(scalar)
    guard width > 0, x + width <= limit else { return 0 }
    split(x, y)
    split(x + width - 1, y)
    self[x, y] = Cell(scalar, style)
    if width == 2 { self[x + 1, y] = Cell(Cell.continuationScalar, style) }
    return width
  }

  /// Blanks the other half of a wide character that is about to be overwritten.
  private mutating func split(_ x: Int, _ y: Int) {
    if self[x, y].isContinuation { self[x - 1, y].scalar = " " }
    if self[x + 1, y].isContinuation { self[x + 1, y].scalar = " " }
  }

  /// The contents as lines of text, without styles and without blanks at the ends of lines.
  public var text: String {
    (0..<size.height).map { y in
      var line = ""
      for x in 0..<size.width where !self[x, y].isContinuation { line.unicodeScalars.append(self[x, y].scalar) }
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }
    .joined()
  }
}

/// A rectangle of a buffer to draw in: places count from its corner, and what lies outside is not drawn.
public struct Canvas: ~Copyable {
  /// The buffer; taken back with `finish`.
  private var buffer: CellBuffer
  private var clip: Rect
  /// The glyphs and styles to draw with.
  public let theme: Theme

  /// A canvas over a whole new buffer.
  public init(size: Size, theme: Theme) {
    buffer = CellBuffer(size: size)
    clip = Rect(x: 0, y: 0, width: size.width, height: size.height)
    self.theme = theme
  }

  /// The columns of the canvas.
  public var width: Int { clip.width }
  /// The lines of the canvas.
  public var height: Int { clip.height }

  /// The finished buffer.
  public consuming func finish() -> CellBuffer { buffer }

  /// Draws in a part of the canvas, whose corner is then the origin.
  public mutating func inside(_ rect: Rect, _ draw: (inout Canvas) -> Void) {
    let outer = clip
    clip = Rect(x: outer.x + rect.x, y: outer.y + rect.y, width: rect.width, height: rect.height).intersection(outer)
    draw(&self)
    clip = outer
  }

  /// Writes a text from a place to the right, up to the edge or `maximum` columns.
  ///
  /// - Returns: the column after the text.
  @discardableResult
  public mutating func write(_ text: String, x: Int, y: Int, _ style: Style = .plain, maximum: Int = .max) -> Int {
    guard y >= 0, y < clip.height else { return x }
    let limit = maximum == .max ? clip.width : min(clip.width, x + maximum)
    var column = x
    for scalar in text.unicodeScalars {
      let width = CharacterWidth.of(scalar)
      if column < 0 {
        column += width
        continue
      }
      guard column + width <= limit else { break }
      column += buffer.put(scalar, style, x: clip.x + column, y: clip.y + y, limit: clip.x + limit)
    }
    return column
  }

  /// Writes a text that ends before a column.
  public mutating func writeRight(_ text: String, before x: Int, y: Int, _ style: Style = .plain) {
    write(text, x: x - CharacterWidth.of(text), y: y, style)
  }

  /// Puts one character into a cell.
  public mutating func put(_ scalar: Unicode.Scalar, x: Int, y: Int, _ style: Style = .plain) {
    guard x >= 0, x < clip.width, y >= 0, y < clip.height else { return }
    _ = buffer.put(scalar, style, x: clip.x + x, y: clip.y + y, limit: clip.x + clip.width)
  }

  /// Fills a rectangle with a character.
  public mutating func fill(_ rect: Rect, _ scalar: Unicode.Scalar = " ", _ style: Style = .plain) {
    let part = rect.intersection(Rect(x: 0, y: 0, width: width, height: height))
    for y in part.y..<(part.y + part.height) {
      for x in part.x..<(part.x + part.width) { put(scalar, x: x, y: y, style) }
    }
  }

  /// Changes the styles of a rectangle and leaves its characters.
  public mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    let part = rect.intersection(Rect(x: 0, y: 0, width: width, height: height))
    for y in part.y..<(part.y + part.height) {
      for x in part.x..<(part.x + part.width) {
        buffer[clip.x + x, clip.y + y].style = change(buffer[clip.x + x, clip.y + y].style)
      }
    }
  }

  /// Draws a bar of `value` parts of `whole` over at most `length` columns, to an eighth of a column where glyphs allow.
  public mutating func bar(_ value: Double, of whole: Double, x: Int, y: Int, length: Int, role: Role) {
    guard whole > 0, length > 0 else { return }
    let share = min(max(value / whole, 0), 1)
    let style = theme.style(role)
    if theme.glyphs == .unicode && role == .compute {
      let eighths = Int((share * Double(length) * 8).rounded())
      for column in 0..<(eighths / 8) { put(theme.glyph(role), x: x + column, y: y, style) }
      let rest = eighths % 8
      if rest > 0 { put(Unicode.Scalar(0x2590 - UInt32(rest))!, x: x + eighths / 8, y: y, style) }
    } else {
      for column in 0..<Int((share * Double(length)).rounded()) {
        put(theme.glyph(role), x: x + column, y: y, style)
      }
    }
  }
}

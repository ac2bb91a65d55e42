/// A terminal that shows buffers and reports what the user does. ncurses implements it; tests do without one.
public protocol TerminalScreen: AnyObject {
  /// The size in cells.
  var size: Size { get }
  /// The colours that the terminal has; none where the user wants none.
  var depth: Theme.Depth { get }
  /// The characters that the terminal shows.
  var glyphs: Theme.Glyphs { get }
  /// Shows a buffer; only what changed is sent.
  func present(_ buffer: CellBuffer)
  /// Waits for the next event.
  ///
  /// - Parameter timeoutMilliseconds: how long; negative waits for ever, 0 not at all.
  /// - Returns: the event, or `nil` where none came in time.
  func nextEvent(timeoutMilliseconds: Int) -> TerminalEvent?
  /// Rings the bell.
  func bell()
}

import CNcurses
import Glibc
import Synchronization
public import Terminal

/// The terminal, through ncurses. There is one at a time, and it belongs to the main thread.
public final class CursesScreen: TerminalScreen {
  private let screen: OpaquePointer
  private let wakeDescriptor: Int32
  private var colors = CursesColors()
  /// What the terminal shows.
  private var shown = CellBuffer(size: Size(width: 0, height: 0))
  private var isOpen = true

  /// The characters that the locale allows.
  public let glyphs: Theme.Glyphs
  /// The colours that the terminal has and the user wants.
  public let depth: Theme.Depth

  /// Takes the terminal over.
  ///
  /// - Parameter wakeDescriptor: becomes readable when a worker has posted something.
  public init(wakeDescriptor: Int32) throws(CursesError) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
    self.wakeDescriptor = wakeDescriptor
    // Where the user's locale is not installed, characters would come out as question marks.
    if setlocale(LC_ALL, "") == nil { setlocale(LC_ALL, "C.UTF-8") }
    glyphs = String(cString: nl_langinfo(nl_item(CODESET))) == "UTF-8" ? .unicode : .ascii
    TerminalGuard.install()
    guard let screen = tuiperf_newterm() else {
      TerminalGuard.remove()
      throw .unknownTerminal(getenv("TERM").map { String(cString: $0) } ?? "")
    }
    self.screen = screen
    raw()
    noecho()
    nonl()
    set_escdelay(25)
    keypad(tuiperf_stdscr(), true)
    nodelay(tuiperf_stdscr(), true)
    curs_set(0)
    mousemask(tuiperf_all_mouse_events | tuiperf_report_mouse_position, nil)
    mouseinterval(0)
    // Reports of movement with a button held down, which ncurses does not ask for.
    Self.send("\u{1B}[?1002h")
    CursesKeys.define()
    let wantsColor = getenv("NO_COLOR").map { $0.pointee == 0 } ?? true
    depth = wantsColor ? CursesColors.start() : .mono
  }

  deinit {
    close()
  }

  /// Gives the terminal back.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    Self.send("\u{1B}[?1002l")
    endwin()
    delscreen(screen)
    TerminalGuard.remove()
  }

  /// The signal that asked the program to end; 0 while none did.
  public var endingSignal: Int32 { TerminalGuard.requestedSignal.load(ordering: .relaxed) }

  /// The size in cells.
  public var size: Size {
    Size(width: Int(getmaxx(tuiperf_stdscr())), height: Int(getmaxy(tuiperf_stdscr())))
  }

  /// Shows a buffer; only what changed is sent.
  public func present(_ buffer: CellBuffer) {
    let isWhole = buffer.size != shown.size
    if isWhole { erase() }
    for y in 0..<buffer.size.height {
      for x in 0..<buffer.size.width {
        let cell = buffer[x, y]
        guard isWhole || cell != shown[x, y], !cell.isContinuation else { continue }
        put(cell, x: x, y: y)
      }
    }
    shown = buffer
    refresh()
  }

  private func put(_ cell: Cell, x: Int, y: Int) {
    var text: (wchar_t, wchar_t) = (wchar_t(bitPattern: cell.scalar.value), 0)
    var glyph = cchar_t()
    let pair = depth == .mono ? 0 : colors.pair(cell.style)
    withUnsafePointer(to: &text) { text in
      text.withMemoryRebound(to: wchar_t.self, capacity: 2) { text in
        _ = tuiperf_setcchar(&glyph, text, Self.attributes(cell.style), pair)
      }
    }
    move(Int32(y), Int32(x))
    add_wch(&glyph)
  }

  private static func attributes(_ style: Style) -> attr_t {
    var attributes = tuiperf_attr_normal
    if style.attributes.contains(.bold) { attributes |= tuiperf_attr_bold }
    if style.attributes.contains(.dim) { attributes |= tuiperf_attr_dim }
    if style.attributes.contains(.underline) { attributes |= tuiperf_attr_underline }
    if style.attributes.contains(.reverse) { attributes |= tuiperf_attr_reverse }
    return attributes
  }

  /// Waits for the next event; `nil` where none came in time.
  public func nextEvent(timeoutMilliseconds: Int) -> TerminalEvent? {
    let deadline = timeoutMilliseconds < 0 ? nil : Self.milliseconds() + timeoutMilliseconds
    while true {
      if endingSignal != 0 { return .hangup }
      if let event = CursesKeys.next(size: { self.size }) { return event }
      let left = deadline.map { max(0, $0 - Self.milliseconds()) } ?? -1
      var waiting = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: wakeDescriptor, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&waiting, nfds_t(waiting.count), Int32(clamping: left))
      if count < 0 {
        // A signal: a new size, or a request to end.
        if errno == EINTR { continue }
        return .hangup
      }
      if count == 0 { return nil }
      if waiting[1].revents != 0 { return .wake }
      if waiting[0].revents & Int16(POLLIN) == 0, waiting[0].revents & Int16(POLLHUP | POLLERR) != 0 {
        return .hangup
      }
    }
  }

  /// Rings the bell.
  public func bell() {
    beep()
  }

  private static func milliseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  private static func send(_ text: String) {
    var text = text
    text.withUTF8 { _ = write(STDOUT_FILENO, $0.baseAddress, $0.count) }
  }
}

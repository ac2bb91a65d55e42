import CNcurses
import Glibc
import Terminal

/// What ncurses reports, as events.
enum CursesKeys {
  /// Keys with Control that ncurses has no number for.
  private static let controlKeys: [(sequence: String, code: Int32, key: Key.Code)] = [
    ("\u{1B}[1;5A", 0x800, .up), ("\u{1B}[1;5B", 0x801, .down), ("\u{1B}[1;5C", 0x802, .right),
    ("\u{1B}[1;5D", 0x803, .left), ("\u{1B}[1;5H", 0x804, .home), ("\u{1B}[1;5F", 0x805, .end),
  ]

  /// Teaches ncurses further keys.
  static func define() {
    for key in controlKeys { define_key(key.sequence, key.code) }
  }

  /// The next event that has come; `nil` where none has.
  static func next(size: () -> Size) -> TerminalEvent? {
    while true {
      var character: wint_t = 0
      let result = wget_wch(tuiperf_stdscr(), &character)
      if result == ERR { return nil }
      if result != KEY_CODE_YES {
        if let key = key(ofCharacter: character) { return .key(key) }
        continue
      }
      let code = Int32(bitPattern: character)
      if code == KEY_RESIZE { return .resize(size()) }
      if code == KEY_MOUSE {
        if let event = mouse() { return .mouse(event) }
        continue
      }
      if let key = key(ofCode: code) { return .key(key) }
    }
  }

  private static func key(ofCharacter character: wint_t) -> Key? {
    switch character {
    case 0: return Key(.character(" "), .control)
    case 8, 127: return .backspace
    case 9: return Key(.tab)
    case 10, 13: return .enter
    case 27: return .escape
    case 1...26: return Unicode.Scalar(character + 96).map { .control($0) }
    case 28...31: return nil
    default: return Unicode.Scalar(character).map { .character($0) }
    }
  }

  private static func key(ofCode code: Int32) -> Key? {
    if let known = controlKeys.first(where: { $0.code == code }) { return Key(known.key, .control) }
    switch code {
    case KEY_UP: return Key(.up)
    case KEY_DOWN: return Key(.down)
    case KEY_LEFT: return Key(.left)
    case KEY_RIGHT: return Key(.right)
    case KEY_SR: return Key(.up, .shift)
    case KEY_SF: return Key(.down, .shift)
    case KEY_SLEFT: return Key(.left, .shift)
    case KEY_SRIGHT: return Key(.right, .shift)
    case KEY_HOME, KEY_A1: return Key(.home)
    case KEY_END, KEY_C1: return Key(.end)
    case KEY_PPAGE, KEY_A3: return Key(.pageUp)
    case KEY_NPAGE, KEY_C3: return Key(.pageDown)
    case KEY_IC: return Key(.insert)
    case KEY_DC: return Key(.delete)
    case KEY_BACKSPACE: return .backspace
    case KEY_ENTER: return .enter
    case KEY_BTAB: return Key(.tab, .shift)
    case KEY_F0...(KEY_F0 + 63): return Key(.function(Int(code - KEY_F0)))
    default: return nil
    }
  }

  private static func mouse() -> MouseEvent? {
    var event = MEVENT()
    guard getmouse(&event) == OK else { return nil }
    let position = Position(x: Int(event.x), y: Int(event.y))
    let state = event.bstate
    if state & tuiperf_button4_pressed != 0 { return MouseEvent(kind: .wheelUp, position: position) }
    if state & tuiperf_button5_pressed != 0 { return MouseEvent(kind: .wheelDown, position: position) }
    if state & (tuiperf_button1_pressed | tuiperf_button1_clicked | tuiperf_button1_double_clicked) != 0 {
      return MouseEvent(kind: .press, position: position)
    }
    if state & tuiperf_button1_released != 0 { return MouseEvent(kind: .release, position: position) }
    if state & tuiperf_report_mouse_position != 0 { return MouseEvent(kind: .drag, position: position) }
    return nil
  }
}

import CNcurses
import Terminal

/// Colour pairs, made as they are needed.
struct CursesColors {
  private struct Key: Hashable {
    var foreground: Color
    var background: Color
  }

  private var pairs: [Key: Int32] = [:]

  /// Starts colour.
  ///
  /// - Returns: how many colours there are.
  static func start() -> Theme.Depth {
    guard has_colors() else { return .mono }
    start_color()
    use_default_colors()
    switch tuiperf_colors() {
    case 256...: return .full
    case 16...: return .sixteen
    case 8...: return .eight
    default: return .mono
    }
  }

  /// The pair of a style's colours; 0, the terminal's own, when no more pairs are left.
  mutating func pair(_ style: Style) -> Int32 {
    if style.foreground == .standard && style.background == .standard { return 0 }
    let key = Key(foreground: style.foreground, background: style.background)
    if let known = pairs[key] { return known }
    let number = Int32(pairs.count + 1)
    guard number < tuiperf_color_pairs() else { return 0 }
    init_extended_pair(number, Self.number(style.foreground), Self.number(style.background))
    pairs[key] = number
    return number
  }

  private static func number(_ color: Color) -> Int32 {
    switch color {
    case .standard: -1
    case .indexed(let index): Int32(index)
    }
  }
}

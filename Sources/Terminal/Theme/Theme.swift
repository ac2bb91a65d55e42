/// Which glyphs and colours to draw with: follows from the terminal, the locale and the user's wish.
public struct Theme: Sendable, Hashable {
  /// The characters that the terminal can show.
  public enum Glyphs: Sendable, Hashable {
    /// Blocks, half blocks and braille.
    case unicode
    /// ASCII only.
    case ascii
  }

  /// How many colours the terminal has.
  public enum Depth: Int, Sendable, Hashable {
    /// None, or the user wants none (NO_COLOR).
    case mono = 0
    /// Eight.
    case eight = 8
    /// Sixteen.
    case sixteen = 16
    /// 256.
    case full = 256
  }

  /// The palettes.
  public enum Palette: String, Sendable, Hashable, CaseIterable {
    /// For dark backgrounds.
    case dark
    /// For light backgrounds.
    case light
    /// Told apart by people who see red and green alike; for dark backgrounds.
    case colorblind
  }

  /// The characters.
  public let glyphs: Glyphs
  /// The colours.
  public let depth: Depth
  /// The palette.
  public let palette: Palette

  /// A theme.
  public init(glyphs: Glyphs, depth: Depth, palette: Palette = .dark) {
    self.glyphs = glyphs
    self.depth = depth
    self.palette = palette
  }

  /// The style of a role as a foreground.
  public func style(_ role: Role) -> Style {
    switch role {
    case .text: return .plain
    case .dim: return depth == .mono || depth == .eight ? Style(.standard, on: .standard, .dim) : Style(color(role))
    case .heading: return Style(.standard, on: .standard, .bold)
    case .selected: return Style(.standard, on: .standard, .reverse)
    case .cursor:
      return depth == .mono ? Style(.standard, on: .standard, .reverse) : Style(color(role), on: .standard, .bold)
    case .key: return depth == .mono ? Style(.standard, on: .standard, .bold) : Style(color(role), on: .standard, .bold)
    case .problem:
      return depth == .mono ? Style(.standard, on: .standard, .bold) : Style(color(role), on: .standard, .bold)
    default: return depth == .mono ? .plain : Style(color(role))
    }
  }

  /// The style of a role as a filled area with text on it.
  public func filled(_ role: Role) -> Style {
    guard depth != .mono else { return Style(.standard, on: .standard, .reverse) }
    return Style(.indexed(palette == .light ? 15 : 0), on: color(role))
  }

  /// The glyph that fills a role's area; with it no role needs its colour to be known.
  public func glyph(_ role: Role) -> Unicode.Scalar {
    switch role {
    case .compute: glyphs == .unicode ? "█" : "#"
    case .communication: glyphs == .unicode ? "▒" : "%"
    case .memory: glyphs == .unicode ? "░" : "+"
    case .idle: glyphs == .unicode ? "·" : "."
    case .problem: "!"
    case .host: glyphs == .unicode ? "▪" : "="
    case .forward: "F"
    case .backward: "B"
    case .weight: "W"
    case .overlapped: glyphs == .unicode ? "▞" : "X"
    case .latency: glyphs == .unicode ? "╌" : "-"
    default: " "
    }
  }

  /// The ellipsis of shortened texts.
  public var ellipsis: Character { glyphs == .unicode ? "…" : "~" }

  /// The vertical line of the cursor, and of charts' edges.
  public var verticalLine: Unicode.Scalar { glyphs == .unicode ? "│" : "|" }

  private func color(_ role: Role) -> Color {
    let (full, sixteen): (UInt8, UInt8) =
      switch palette {
      case .dark: dark(role)
      case .light: light(role)
      case .colorblind: colorblind(role)
      }
    switch depth {
    case .mono: return .standard
    case .eight: return .indexed(sixteen & 7)
    case .sixteen: return .indexed(sixteen)
    case .full: return .indexed(full)
    }
  }

  private func dark(_ role: Role) -> (UInt8, UInt8) {
    switch role {
    case .compute, .forward: (75, 12)
    case .communication, .backward: (214, 11)
    case .memory, .weight: (43, 14)
    case .overlapped: (141, 13)
    case .idle: (240, 8)
    case .problem: (207, 13)
    case .host: (108, 2)
    case .cursor: (231, 15)
    case .key: (222, 11)
    case .dim: (245, 7)
    default: (252, 7)
    }
  }

  private func light(_ role: Role) -> (UInt8, UInt8) {
    switch role {
    case .compute, .forward: (25, 4)
    case .communication, .backward: (166, 3)
    case .memory, .weight: (30, 6)
    case .overlapped: (91, 5)
    case .idle: (250, 7)
    case .problem: (162, 5)
    case .host: (64, 2)
    case .cursor: (16, 0)
    case .key: (94, 4)
    case .dim: (242, 8)
    default: (236, 0)
    }
  }

  /// Blue, orange, and bluish green after Okabe and Ito's set, which keeps its distances for all common deficiencies.
  private func colorblind(_ role: Role) -> (UInt8, UInt8) {
    switch role {
    case .compute, .forward: (32, 12)
    case .communication, .backward: (178, 11)
    case .memory, .weight: (36, 6)
    case .overlapped: (175, 13)
    case .idle: (240, 8)
    case .problem: (166, 9)
    case .host: (117, 14)
    case .cursor: (231, 15)
    case .key: (227, 11)
    case .dim: (245, 7)
    default: (252, 7)
    }
  }
}

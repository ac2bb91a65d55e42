/// A terminal of the xterm family as far as ncurses uses it: the cells, the cursor, and the modes that must be given back.
///
/// A control sequence that it does not know is noted in `unknown`, so that a test cannot pass on a screen that is not
/// what a user would see.
public struct VirtualTerminal {
  /// Columns and lines.
  public private(set) var width: Int
  /// Columns and lines.
  public private(set) var height: Int
  /// Private modes that are set, such as 1049 (alternate screen), 25 (cursor) and 1000 (mouse).
  public private(set) var modes: Set<Int> = [25]
  /// Control sequences that were not understood.
  public private(set) var unknown: [String] = []

  private var cells: [[Unicode.Scalar]]
  private var main: [[Unicode.Scalar]] = []
  private var x = 0
  private var y = 0
  private var saved = (x: 0, y: 0)
  private var top = 0
  private var bottom: Int
  private var pending: [UInt8] = []
  private var last: Unicode.Scalar = " "

  /// An empty terminal.
  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
    bottom = height - 1
    cells = Self.blank(width, height)
  }

  /// The screen as lines without blanks at their ends.
  public var text: String {
    cells.map { line in
      var text = String(String.UnicodeScalarView(line))
      while text.last == " " { text.removeLast() }
      return text + "\n"
    }
    .joined()
  }

  /// Changes the size; what no longer fits is lost.
  public mutating func resize(width: Int, height: Int) {
    var changed = Self.blank(width, height)
    for row in 0..<min(height, self.height) {
      for column in 0..<min(width, self.width) { changed[row][column] = cells[row][column] }
    }
    cells = changed
    self.width = width
    self.height = height
    top = 0
    bottom = height - 1
    x = min(x, width - 1)
    y = min(y, height - 1)
  }

  /// Takes output in; sequences may be split between calls.
  public mutating func feed(_ bytes: some Sequence<UInt8>) {
    pending.append(contentsOf: bytes)
    var index = 0
    while index < pending.count {
      guard let length = take(at: index) else { break }
      index += length
    }
    pending.removeFirst(index)
  }

  private static func blank(_ width: Int, _ height: Int) -> [[Unicode.Scalar]] {
    Array(repeating: Array(repeating: " ", count: width), count: height)
  }

  /// - Returns: the bytes that were used; `nil` where more are needed.
  private mutating func take(at index: Int) -> Int? {
    let byte = pending[index]
    switch byte {
    case 0x1B: return takeEscape(at: index)
    case 0x08: x = max(0, x - 1)
    case 0x09: x = min(width - 1, (x / 8 + 1) * 8)
    case 0x0A: lineFeed()
    case 0x0D: x = 0
    case 0..<0x20, 0x7F: break
    default:
      let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      guard index + length <= pending.count else { return nil }
      let text = String(decoding: pending[index..<(index + length)], as: UTF8.self)
      for scalar in text.unicodeScalars { put(scalar) }
      return length
    }
    return 1
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    if x >= width {
      x = 0
      lineFeed()
    }
    cells[y][x] = scalar
    last = scalar
    x += 1
  }

  private mutating func lineFeed() {
    if y == bottom { scroll(by: 1) } else { y = min(height - 1, y + 1) }
  }

  private mutating func scroll(by count: Int) {
    let blank = [Unicode.Scalar](repeating: " ", count: width)
    for _ in 0..<abs(count) {
      if count > 0 {
        cells.remove(at: top)
        cells.insert(blank, at: bottom)
      } else {
        cells.remove(at: bottom)
        cells.insert(blank, at: top)
      }
    }
  }

  private mutating func takeEscape(at index: Int) -> Int? {
    guard index + 1 < pending.count else { return nil }
    switch pending[index + 1] {
    case UInt8(ascii: "["): return takeControl(at: index)
    case UInt8(ascii: "]"):
      guard let end = pending[(index + 2)...].firstIndex(where: { $0 == 0x07 }) else { return nil }
      return end - index + 1
    case UInt8(ascii: "("), UInt8(ascii: ")"): return index + 2 < pending.count ? 3 : nil
    case UInt8(ascii: "7"): saved = (x, y)
    case UInt8(ascii: "8"): (x, y) = saved
    case UInt8(ascii: "M"): if y == top { scroll(by: -1) } else { y = max(0, y - 1) }
    case UInt8(ascii: "="), UInt8(ascii: ">"): break
    default: unknown.append("ESC \(Unicode.Scalar(pending[index + 1]))")
    }
    return 2
  }

  private mutating func takeControl(at index: Int) -> Int? {
    guard let end = pending[(index + 2)...].firstIndex(where: { $0 >= 0x40 && $0 <= 0x7E }) else { return nil }
    let body = String(decoding: pending[(index + 2)..<end], as: UTF8.self)
    let final = Character(Unicode.Scalar(pending[end]))
    if body.hasPrefix("?") || body.hasPrefix(">") {
      takePrivate(body, final)
    } else {
      takeControl(final, body.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) })
    }
    return end - index + 1
  }

  private mutating func takePrivate(_ body: String, _ final: Character) {
    let numbers = body.dropFirst().split(separator: ";").compactMap { Int($0) }
    guard body.hasPrefix("?"), final == "h" || final == "l" else {
      unknown.append("CSI \(body)\(final)")
      return
    }
    for number in numbers {
      if final == "h" { modes.insert(number) } else { modes.remove(number) }
      guard number == 1049 else { continue }
      if final == "h" {
        main = cells
        cells = Self.blank(width, height)
      } else if main.count == height {
        cells = main
      }
    }
  }

  private mutating func takeControl(_ final: Character, _ parameters: [Int?]) {
    func number(_ position: Int, _ standard: Int = 1) -> Int {
      parameters.indices.contains(position) ? parameters[position] ?? standard : standard
    }
    let count = max(1, number(0))
    switch final {
    case "H", "f": (x, y) = (min(width, number(1)) - 1, min(height, number(0)) - 1)
    case "A": y = max(0, y - count)
    case "B": y = min(height - 1, y + count)
    case "C": x = min(width - 1, x + count)
    case "D": x = max(0, x - count)
    case "G": x = min(width, number(0)) - 1
    case "d": y = min(height, number(0)) - 1
    case "J": eraseScreen(number(0, 0))
    case "K": eraseLine(number(0, 0))
    case "X": for column in x..<min(width, x + count) { cells[y][column] = " " }
    case "@":
      for _ in 0..<count {
        cells[y].insert(" ", at: x)
        cells[y].removeLast()
      }
    case "P":
      for _ in 0..<min(count, width - x) {
        cells[y].remove(at: x)
        cells[y].append(" ")
      }
    case "L", "M":
      let kept = top
      top = y
      scroll(by: final == "M" ? count : -count)
      top = kept
    case "S": scroll(by: count)
    case "T": scroll(by: -count)
    case "b": for _ in 0..<count { put(last) }
    case "r": (top, bottom) = (number(0) - 1, number(1, height) - 1)
    case "m", "t": break
    case "l", "h": break
    default: unknown.append("CSI \(parameters)\(final)")
    }
  }

  private mutating func eraseLine(_ kind: Int) {
    let columns = kind == 0 ? min(x, width)..<width : kind == 1 ? 0..<min(width, x + 1) : 0..<width
    for column in columns { cells[y][column] = " " }
  }

  private mutating func eraseScreen(_ kind: Int) {
    eraseLine(kind)
    let rows = kind == 0 ? (y + 1)..<height : kind == 1 ? 0..<y : 0..<height
    for row in rows where row < height { cells[row] = Array(repeating: " ", count: width) }
  }
}

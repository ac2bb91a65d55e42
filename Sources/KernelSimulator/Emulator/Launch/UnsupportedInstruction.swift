/// An instruction that the emulator cannot run.
public struct UnsupportedInstruction: Sendable, Hashable {
  /// As the file writes it.
  public var spelling: String
  /// The lines where it stands.
  public var lines: [Int]

  /// An instruction.
  public init(spelling: String, lines: [Int]) {
    self.spelling = spelling
    self.lines = lines
  }
}

extension UnsupportedInstruction: CustomStringConvertible {
  /// Its name, how often it occurs, and where first.
  public var description: String { "\(spelling) (\(lines.count)x, first in line \(lines.first ?? 0))" }
}

/// An instruction that cannot be run, and where it stands first.
public struct UnsupportedSpelling: Sendable, Equatable, Encodable {
  /// Its spelling.
  public let name: String
  /// The line of the first one.
  public let line: Int
  /// How many there are.
  public let count: Int
}

/// A text that a `NameTable` holds once: a kernel's name, a track's title, the arguments of an event.
public struct NameID: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// The position in the table.
  public let rawValue: UInt32

  /// The id at a position of the table.
  @inlinable
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// The empty text; every table holds it first.
  @inlinable
  public static var empty: NameID { NameID(rawValue: 0) }

  /// Ids order as their texts were first seen.
  @inlinable
  public static func < (left: NameID, right: NameID) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// Something done with the mouse.
public struct MouseEvent: Sendable, Hashable {
  /// What was done.
  public enum Kind: Sendable, Hashable {
    /// The left button went down.
    case press
    /// The left button went up.
    case release
    /// The mouse moved with the left button down.
    case drag
    /// The wheel turned away from the user.
    case wheelUp
    /// The wheel turned towards the user.
    case wheelDown
  }

  /// What was done.
  public var kind: Kind
  /// Where.
  public var position: Position

  /// An event.
  public init(kind: Kind, position: Position) {
    self.kind = kind
    self.position = position
  }
}

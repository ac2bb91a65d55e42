/// What a `.ptr` attribute says of a pointer parameter.
public struct PTXPointer: Sendable, Hashable {
  /// Where it points to; generic where not said.
  public var space: PTXSpace
  /// The alignment of what it points to, in bytes, where said.
  public var alignment: Int?

  /// An attribute.
  public init(space: PTXSpace, alignment: Int?) {
    self.space = space
    self.alignment = alignment
  }
}

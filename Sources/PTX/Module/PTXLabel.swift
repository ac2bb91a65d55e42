/// A label of a function.
public struct PTXLabel: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// The instruction that follows it; the number of instructions where it stands at the end.
  public var instruction: Int32

  /// A label.
  public init(name: String, instruction: Int32) {
    self.name = name
    self.instruction = instruction
  }
}

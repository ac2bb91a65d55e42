/// One name of a `.reg` directive: a register, or a numbered row of them.
public struct PTXRegisterDeclaration: Sendable, Hashable {
  /// The name, or what stands before the numbers.
  public var name: String
  /// The number of its first register within the function.
  public var first: Int32
  /// How many registers it declares.
  public var count: Int32
  /// Whether it declares a row, as `%r<33>` does.
  public var isNumbered: Bool

  /// A declaration.
  public init(name: String, first: Int32, count: Int32, isNumbered: Bool) {
    self.name = name
    self.first = first
    self.count = count
    self.isNumbered = isNumbered
  }
}

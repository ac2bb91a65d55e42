/// A `.callprototype`: what an indirect call passes and gets back.
public struct PTXPrototype: Sendable, Equatable {
  /// Its label.
  public var name: String
  /// What comes back.
  public var returns: [PTXVariable]
  /// What is passed.
  public var parameters: [PTXVariable]

  /// A prototype.
  public init(name: String, returns: [PTXVariable], parameters: [PTXVariable]) {
    self.name = name
    self.returns = returns
    self.parameters = parameters
  }
}

/// What a name in an operand stands for.
public enum PTXSymbol: Sendable, Hashable {
  /// A variable of the module.
  case global(Int32)
  /// A variable of the function's body.
  case local(Int32)
  /// A parameter of the function.
  case parameter(Int32)
  /// A returned value of the function.
  case returned(Int32)
  /// A function of the module.
  case function(Int32)
}

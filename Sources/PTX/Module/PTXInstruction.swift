/// An instruction.
public struct PTXInstruction: Sendable, Hashable {
  /// Its spelling, an index into the module's opcodes.
  public var opcode: Int32
  /// The predicate register that guards it, or -1.
  public var guardRegister: Int32
  /// Whether it runs where the guard is false.
  public var isGuardNegated: Bool
  /// How many operands it has.
  public var operandCount: UInt8
  /// The first of them in the function's operands.
  public var firstOperand: Int32
  /// Its place in the `.loc` table of the function, or -1.
  public var location: Int32
  /// Where it stands.
  public var place: PTXPlace

  /// An instruction.
  public init(
    opcode: Int32, guardRegister: Int32 = -1, isGuardNegated: Bool = false, firstOperand: Int32, operandCount: UInt8,
    location: Int32 = -1, place: PTXPlace
  ) {
    self.opcode = opcode
    self.guardRegister = guardRegister
    self.isGuardNegated = isGuardNegated
    self.firstOperand = firstOperand
    self.operandCount = operandCount
    self.location = location
    self.place = place
  }
}

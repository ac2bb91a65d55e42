/// A kernel or a function.
public struct PTXFunction: Sendable, Equatable {
  /// What it is.
  public enum Kind: Sendable, Hashable {
    /// `.entry`
    case entry
    /// `.func`
    case function
  }

  /// What it is.
  public var kind: Kind
  /// Its name.
  public var name: String
  /// How others see it.
  public var linkage: PTXLinkage
  /// Whether it has a body.
  public var isDefinition: Bool
  /// Whether it never returns.
  public var isNoReturn: Bool
  /// What it returns; at most one in practice.
  public var returns: [PTXVariable]
  /// Its parameters in order; a `.reg` parameter of a function has the space `generic`, and its register is declared
  /// under the same name, before those of the body.
  public var parameters: [PTXVariable]
  /// The performance directives.
  public var bounds: PTXLaunchBounds
  /// The type of each register; registers are numbered in the order of their declarations, scopes included. A vector
  /// register is one number for each of its components, and each has a declaration such as `%v.x`.
  public var registerTypes: [PTXType]
  /// The declarations behind the numbers, ascending by `first`.
  public var registerDeclarations: [PTXRegisterDeclaration]
  /// The variables of the body, scopes and call parameters included.
  public var variables: [PTXVariable]
  /// The labels.
  public var labels: [PTXLabel]
  /// Prototypes of indirect calls, by their label.
  public var prototypes: [PTXPrototype]
  /// The instructions.
  public var instructions: [PTXInstruction]
  /// The operands of all instructions; an instruction's own stand together, the elements of vectors elsewhere.
  public var operands: [PTXOperand]
  /// The places of `.loc`; `PTXInstruction.location` is an index into them.
  public var locations: [PTXLocation]
  /// Where its name stands.
  public var place: PTXPlace

  /// A function without a body.
  public init(kind: Kind, name: String, linkage: PTXLinkage, place: PTXPlace) {
    self.kind = kind
    self.name = name
    self.linkage = linkage
    self.place = place
    isDefinition = false
    isNoReturn = false
    returns = []
    parameters = []
    bounds = PTXLaunchBounds()
    registerTypes = []
    registerDeclarations = []
    variables = []
    labels = []
    prototypes = []
    instructions = []
    operands = []
    locations = []
  }

  /// The operands of an instruction.
  public func operands(of instruction: PTXInstruction) -> ArraySlice<PTXOperand> {
    operands[Int(instruction.firstOperand)..<Int(instruction.firstOperand) + Int(instruction.operandCount)]
  }

  /// The name of a register as the file writes it.
  public func registerName(_ register: Int32) -> String {
    guard let declaration = registerDeclarations.last(where: { $0.first <= register }) else { return "?" }
    return declaration.isNumbered ? "\(declaration.name)\(register - declaration.first)" : declaration.name
  }
}

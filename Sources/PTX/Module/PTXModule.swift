/// A parsed PTX file.
///
/// Instructions, operands and registers are held in flat arrays and refer to each other by index, so that a file of
/// hundreds of thousands of lines stays small.
public struct PTXModule: Sendable, Equatable {
  /// What errors call the file.
  public var file: String
  /// The ISA version of `.version`.
  public var version: PTXVersion
  /// The words of `.target`, such as `sm_90a`.
  public var targets: [String]
  /// The bits of an address: 64, or 32 in old files.
  public var addressBits: Int
  /// The source files of `.file`, by their number.
  public var sourceFiles: [Int: String]
  /// The distinct spellings of instructions; `PTXInstruction.opcode` is an index into them.
  public var opcodes: [PTXOpcode]
  /// The variables at module scope.
  public var variables: [PTXVariable]
  /// Kernels and functions, prototypes included, in the order of their first declaration; each name stands once.
  public var functions: [PTXFunction]
  /// What could not be read. A function with an error in its body stays a mere declaration.
  public var diagnostics: [PTXDiagnostic]

  /// An empty module.
  public init(file: String) {
    self.file = file
    version = PTXVersion(major: 0, minor: 0)
    targets = []
    addressBits = 64
    sourceFiles = [:]
    opcodes = []
    variables = []
    functions = []
    diagnostics = []
  }

  /// The kernels, in the order of the file.
  public var kernels: [PTXFunction] { functions.filter { $0.kind == .entry && $0.isDefinition } }
}

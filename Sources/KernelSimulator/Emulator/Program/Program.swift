public import PTX

/// A kernel that is ready to run, with all functions that it calls.
///
/// A class, since an executor that held all of this as a value would take the compiler minutes to check for ownership.
public final class Program: Sendable {
  /// The module that it comes from.
  public let module: PTXModule
  /// The name of the kernel.
  public let kernel: String
  /// The kernel among the functions of the module.
  let entry: Int
  /// Its micro-operations.
  let code: ProgramCode
  /// Where its parameters lie.
  let parameters: KernelParameters

  /// Decodes a kernel.
  ///
  /// Instructions that are not supported do not stop it; they are in `unsupported`, and a run refuses them.
  public init(_ module: PTXModule, kernel: String) throws(EmulatorError) {
    guard
      let entry = module.functions.firstIndex(where: { $0.kind == .entry && $0.isDefinition && $0.name == kernel })
    else { throw .noSuchKernel(file: module.file, name: kernel, kernels: module.kernels.map(\.name)) }
    self.module = module
    self.kernel = kernel
    self.entry = entry
    code = try Decoder.decode(module, entry: entry)
    parameters = KernelParameters(module.functions[entry].parameters)
  }

  /// Whether the emulator has an instruction.
  public static func supports(_ opcode: PTXOpcode) -> Bool { Selection.form(opcode) != nil }

  /// The instructions that cannot be run.
  public var unsupported: [UnsupportedInstruction] { code.unsupported }

  /// The bytes of shared memory that the kernel's variables take.
  public var sharedBytes: Int { code.sharedBytes }

  /// The bytes of local memory of a thread, without stacks.
  public var localBytes: Int { code.localBytes }

  /// Whether CTAs can wait for each other or combine values in global memory, so that they must run on one core.
  public var communicates: Bool { code.communicates }

  /// The line of a micro-operation.
  func line(_ op: MicroOp) -> Int { Int(code.instructions[Int(op.instruction)].line) }
}

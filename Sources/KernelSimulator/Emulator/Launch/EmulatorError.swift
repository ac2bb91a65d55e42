/// Why a kernel cannot be run, or not to its end.
public enum EmulatorError: Error, Sendable, Equatable {
  /// The module has no such kernel.
  case noSuchKernel(file: String, name: String, kernels: [String])
  /// A file with addresses of 32 bits.
  case addressSize(file: String, bits: Int)
  /// An instruction whose operands are not those that it takes.
  case malformed(file: String, line: Int, instruction: String, reason: String)
  /// Instructions that the emulator does not have.
  case unsupported([UnsupportedInstruction])
  /// More or fewer arguments than the kernel has parameters.
  case argumentCount(kernel: String, expected: Int, given: Int)
  /// An argument of another size than its parameter.
  case argumentSize(kernel: String, parameter: Int, name: String, expected: Int, given: Int)
  /// A grid, block or cluster that cannot be launched.
  case launch(kernel: String, reason: String)
  /// A variable whose initial contents name something that is not there.
  case unknownSymbol(file: String, line: Int, name: String)
  /// The kernel executed `trap`, or an assertion failed.
  case trap(kernel: String, cta: Launch.Extent, thread: Launch.Extent, line: Int, message: String)
  /// No warp can go on.
  case deadlock(kernel: String, waits: [String])
  /// More instructions than allowed.
  case instructionLimit(kernel: String, limit: Int, line: Int)
  /// A program that cannot go on for another reason.
  case stopped(kernel: String, cta: Launch.Extent, thread: Launch.Extent, line: Int, reason: String)
}

extension EmulatorError: CustomStringConvertible {
  /// One clear line.
  public var description: String {
    switch self {
    case .noSuchKernel(let file, let name, let kernels):
      "\(file): no kernel is named '\(name)'"
        + (kernels.isEmpty ? "; it has no kernels" : "; kernels: \(kernels.joined(separator: ", "))")
    case .addressSize(let file, let bits): "\(file): addresses of \(bits) bits are not supported, only of 64"
    case .malformed(let file, let line, let instruction, let reason): "\(file):\(line): \(instruction): \(reason)"
    case .unsupported(let instructions):
      "not supported: " + instructions.map(\.description).joined(separator: "; ")
    case .argumentCount(let kernel, let expected, let given):
      "\(kernel) takes \(expected) arguments, \(given) are given"
    case .argumentSize(let kernel, let parameter, let name, let expected, let given):
      "\(kernel): parameter \(parameter) (\(name)) has \(expected) bytes, the argument \(given)"
    case .launch(let kernel, let reason): "\(kernel): \(reason)"
    case .unknownSymbol(let file, let line, let name): "\(file):\(line): '\(name)' is not defined"
    case .trap(let kernel, let cta, let thread, let line, let message):
      "\(kernel), CTA \(cta), thread \(thread), line \(line): \(message)"
    case .deadlock(let kernel, let waits): "\(kernel): deadlock: " + waits.joined(separator: "; ")
    case .instructionLimit(let kernel, let limit, let line):
      "\(kernel): more than \(limit) instructions, at line \(line)"
    case .stopped(let kernel, let cta, let thread, let line, let reason):
      "\(kernel), CTA \(cta), thread \(thread), line \(line): \(reason)"
    }
  }
}

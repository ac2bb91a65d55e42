/// Why a kernel cannot be called, or not to its end.
public enum KernelCallError: Error, Sendable, Equatable, CustomStringConvertible {
  /// An argument that is none, or not what the parameter takes.
  case argument(KernelArgumentError)
  /// A file of several kernels, none of which is named.
  case severalKernels(file: String, kernels: [String])
  /// What the emulator says.
  case emulator(EmulatorError)

  /// One clear line.
  public var description: String {
    switch self {
    case .argument(let error): error.description
    case .severalKernels(let file, let kernels):
      "\(file): has \(kernels.count) kernels, so --entry must name one: \(kernels.joined(separator: ", "))"
    case .emulator(let error): error.description
    }
  }
}

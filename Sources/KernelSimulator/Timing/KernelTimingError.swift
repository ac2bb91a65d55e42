public import GPU

/// Why a kernel cannot be timed.
public enum KernelTimingError: Error, Sendable, CustomStringConvertible {
  /// It cannot be called with its arguments.
  case call(KernelCallError)
  /// It cannot be run.
  case emulator(EmulatorError)
  /// It does not fit on an SM.
  case occupancy(OccupancyError)
  /// The SM that is simulated in detail waits for CTAs that run elsewhere, or for ever.
  case waits(kernel: String, line: Int)

  /// One line with the reason.
  public var description: String {
    switch self {
    case .call(let error): "\(error)"
    case .emulator(let error): "\(error)"
    case .occupancy(let error): "\(error)"
    case .waits(let kernel, let line):
      "\(kernel), line \(line): the CTAs of one SM wait for something that only other SMs can do"
    }
  }
}

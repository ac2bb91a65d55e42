/// Why `ptxas` did not say what a kernel needs.
public enum PtxasError: Error, Sendable, Hashable, CustomStringConvertible {
  /// There is no such program, or it cannot be started.
  case cannotStart(path: String, reason: String)
  /// It refused the file; the line is its own.
  case refused(path: String, line: String)

  /// One line with the program and the reason.
  public var description: String {
    switch self {
    case .cannotStart(let path, let reason): "cannot start \(path): \(reason)"
    case .refused(let path, let line): "\(path) refuses the file: \(line)"
    }
  }
}

/// Why a PTX file cannot be inspected.
public enum InspectionError: Error, Sendable, Equatable, CustomStringConvertible {
  /// It has no kernel.
  case noKernel(file: String)
  /// It has no kernel of this name; these it has.
  case noEntry(file: String, name: String, known: [String])

  /// One line with the file and what it has instead.
  public var description: String {
    switch self {
    case .noKernel(let file): "\(file): there is no kernel"
    case .noEntry(let file, let name, let known):
      "\(file): there is no kernel '\(name)'; the kernels are \(known.joined(separator: ", "))"
    }
  }
}

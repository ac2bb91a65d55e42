/// A shape that a kernel does not take.
public enum KernelShapeError: Error, Equatable, CustomStringConvertible {
  /// The kernel has no such dimension.
  case unknownDimension(String, known: [String])
  /// The value is too small, too large, or not a multiple of what the kernel needs.
  case badValue(Int, KernelDimension)

  /// One line with the name and what is wrong with it.
  public var description: String {
    switch self {
    case .unknownDimension(let name, let known):
      return "no dimension '\(name)'; there are \(known.joined(separator: ", "))"
    case .badValue(let value, let dimension):
      let step = dimension.multiple == 1 ? "a number" : "a multiple of \(dimension.multiple)"
      let end = dimension.maximum == Int(UInt32.max) ? "" : " to \(dimension.maximum)"
      return "\(dimension.name)=\(value): must be \(step) from \(max(dimension.minimum, dimension.multiple))\(end)"
    }
  }
}

/// Why an SM cannot hold even one CTA of a kernel.
public enum OccupancyError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A number is negative, or a CTA has no thread.
  case notPositive(what: String, value: Int)
  /// A CTA asks for more than the device gives to one.
  case tooMany(what: String, value: Int, limit: Int, device: String)

  /// One line with the number and its limit.
  public var description: String {
    switch self {
    case .notPositive(let what, let value): "\(value) is no number of \(what)"
    case .tooMany(let what, let value, let limit, let device):
      "\(value) \(what): \(device) allows \(limit)"
    }
  }
}

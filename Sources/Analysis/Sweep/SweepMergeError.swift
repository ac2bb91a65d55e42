/// Why findings are not the parts of one sweep.
public enum SweepMergeError: Error, Sendable, Equatable, CustomStringConvertible {
  /// No finding was given.
  case nothing
  /// Two are of different sweeps or of different versions of the program.
  case different(first: String, other: String)
  /// Two hold the same point.
  case repeated(index: Int, first: String, other: String)
  /// A point is in none of them; `count` are.
  case missing(index: Int, count: Int)

  /// One clear line.
  public var description: String {
    switch self {
    case .nothing: "nothing to merge"
    case .different(let first, let other): "\(other): not a part of the same sweep as \(first)"
    case .repeated(let index, let first, let other): "\(other): holds point \(index), which \(first) holds too"
    case .missing(let index, let count):
      "\(count == 1 ? "1 point is" : "\(count) points are") missing, the first is point \(index)"
    }
  }
}

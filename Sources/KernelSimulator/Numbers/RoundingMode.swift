/// How a result that cannot be represented is rounded.
enum RoundingMode: UInt8, Sendable {
  /// To the nearest, halfway cases to the even one: `.rn`, `.rni`.
  case nearestEven
  /// Toward zero: `.rz`, `.rzi`.
  case towardZero
  /// Toward negative infinity: `.rm`, `.rmi`.
  case down
  /// Toward positive infinity: `.rp`, `.rpi`.
  case up
  /// To the nearest, halfway cases away from zero: `.rna`.
  case nearestAway

  /// The mode of a PTX modifier without its dot.
  init?(modifier: String) {
    switch modifier {
    case "rn", "rni": self = .nearestEven
    case "rz", "rzi": self = .towardZero
    case "rm", "rmi": self = .down
    case "rp", "rpi": self = .up
    case "rna": self = .nearestAway
    default: return nil
    }
  }

  /// Whether a magnitude grows by one unit when what is cut off is rounded.
  ///
  /// - Parameters:
  ///   - isOdd: Whether the kept magnitude is odd.
  ///   - isNegative: The sign of the value.
  ///   - rest: What is cut off.
  ///   - half: Half of a unit.
  @inline(__always)
  func roundsAway(isOdd: Bool, isNegative: Bool, rest: UInt64, half: UInt64) -> Bool {
    switch self {
    case .nearestEven: rest > half || (rest == half && isOdd)
    case .nearestAway: rest >= half
    case .towardZero: false
    case .down: isNegative && rest != 0
    case .up: !isNegative && rest != 0
    }
  }
}

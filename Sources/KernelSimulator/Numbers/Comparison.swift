/// A relational operator of `set` and `setp`.
enum Comparison: String, Sendable, CaseIterable {
  case eq, ne, lt, le, gt, ge
  /// Unsigned less, less or same, higher, higher or same.
  case lo, ls, hi, hs
  /// True where an operand is NaN.
  case equ, neu, ltu, leu, gtu, geu
  /// Whether both are numbers.
  case num
  /// Whether one is NaN.
  case nan

  /// The result for integers of one type; `lo`, `ls`, `hi` and `hs` expect an unsigned type.
  @inline(__always)
  func holds<T: FixedWidthInteger>(_ a: T, _ b: T) -> Bool {
    switch self {
    case .eq, .equ: a == b
    case .ne, .neu: a != b
    case .lt, .lo, .ltu: a < b
    case .le, .ls, .leu: a <= b
    case .gt, .hi, .gtu: a > b
    case .ge, .hs, .geu: a >= b
    case .num: true
    case .nan: false
    }
  }

  /// The result for single precision, and for the formats that it holds exactly.
  @inline(__always)
  func holds(_ a: Float, _ b: Float) -> Bool {
    switch self {
    case .eq: a == b
    case .ne: a < b || a > b
    case .lt, .lo: a < b
    case .le, .ls: a <= b
    case .gt, .hi: a > b
    case .ge, .hs: a >= b
    case .equ: !(a < b || a > b)
    case .neu: a != b
    case .ltu: !(a >= b)
    case .leu: !(a > b)
    case .gtu: !(a <= b)
    case .geu: !(a < b)
    case .num: a == a && b == b
    case .nan: a != a || b != b
    }
  }

  /// The result for double precision.
  @inline(__always)
  func holds(_ a: Double, _ b: Double) -> Bool {
    switch self {
    case .eq: a == b
    case .ne: a < b || a > b
    case .lt, .lo: a < b
    case .le, .ls: a <= b
    case .gt, .hi: a > b
    case .ge, .hs: a >= b
    case .equ: !(a < b || a > b)
    case .neu: a != b
    case .ltu: !(a >= b)
    case .leu: !(a > b)
    case .gtu: !(a <= b)
    case .geu: !(a < b)
    case .num: a == a && b == b
    case .nan: a != a || b != b
    }
  }
}

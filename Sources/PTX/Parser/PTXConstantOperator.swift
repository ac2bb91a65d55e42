/// A binary operator of a constant expression, with C's precedence.
enum PTXConstantOperator {
  case logicalOr, logicalAnd, or, xor, and, equal, notEqual
  case less, lessOrEqual, greater, greaterOrEqual, shiftLeft, shiftRight
  case add, subtract, multiply, divide, remainder

  /// The operator that starts with these bytes, and how many it has.
  static func starting(_ first: UInt8, _ second: UInt8) -> (name: PTXConstantOperator, count: Int)? {
    switch (UnicodeScalar(first), UnicodeScalar(second)) {
    case ("|", "|"): (.logicalOr, 2)
    case ("&", "&"): (.logicalAnd, 2)
    case ("=", "="): (.equal, 2)
    case ("!", "="): (.notEqual, 2)
    case ("<", "="): (.lessOrEqual, 2)
    case (">", "="): (.greaterOrEqual, 2)
    case ("<", "<"): (.shiftLeft, 2)
    case (">", ">"): (.shiftRight, 2)
    case ("|", _): (.or, 1)
    case ("^", _): (.xor, 1)
    case ("&", _): (.and, 1)
    case ("<", _): (.less, 1)
    case (">", _): (.greater, 1)
    case ("+", _): (.add, 1)
    case ("-", _): (.subtract, 1)
    case ("*", _): (.multiply, 1)
    case ("/", _): (.divide, 1)
    case ("%", _): (.remainder, 1)
    default: nil
    }
  }

  /// A higher one binds tighter.
  var precedence: Int {
    switch self {
    case .logicalOr: 1
    case .logicalAnd: 2
    case .or: 3
    case .xor: 4
    case .and: 5
    case .equal, .notEqual: 6
    case .less, .lessOrEqual, .greater, .greaterOrEqual: 7
    case .shiftLeft, .shiftRight: 8
    case .add, .subtract: 9
    case .multiply, .divide, .remainder: 10
    }
  }
}

extension ModuleParser {
  private static let deepestExpression = 64

  /// A constant expression.
  mutating func constant() throws(PTXDiagnostic) -> PTXConstant {
    // Nearly all are one number.
    if cursor.byte &- 0x30 < 10 {
      let value = try number()
      switch cursor.byte {
      case 0x2C, 0x3B, 0x5D, 0x7D, 0x29: return value
      default: return try conditional(first: value, level: 0)
      }
    }
    return try conditional(first: nil, level: 0)
  }

  /// A constant expression that is an integer.
  mutating func integer(_ what: String) throws(PTXDiagnostic) -> Int64 {
    let place = cursor.place
    let before = cursor
    let value = try constant()
    guard let integer = value.integer else {
      cursor = before
      throw diagnostic("expected \(what), found a floating-point number", at: place)
    }
    return integer
  }

  /// A constant expression that is a count within a range.
  mutating func count(_ what: String, in range: ClosedRange<Int64>) throws(PTXDiagnostic) -> Int {
    let place = cursor.place
    let value = try integer(what)
    guard range.contains(value) else {
      throw diagnostic(
        "expected \(what) from \(range.lowerBound) to \(range.upperBound), found \(value)", at: place)
    }
    return Int(value)
  }

  /// What is added behind an address: `+8`, `+-8`, `-8` or nothing.
  mutating func addend() throws(PTXDiagnostic) -> Int64 {
    var sum: Int64 = 0
    while cursor.byte == 0x2B || cursor.byte == 0x2D {
      let isNegative = cursor.byte == 0x2D
      cursor.advance()
      cursor.skipBlanks()
      let place = cursor.place
      guard let value = try unary(level: 0).integer else {
        throw diagnostic("expected an offset in bytes, found a floating-point number", at: place)
      }
      sum = isNegative ? sum &- value : sum &+ value
    }
    return sum
  }

  private mutating func conditional(first: PTXConstant?, level: Int) throws(PTXDiagnostic) -> PTXConstant {
    guard level < Self.deepestExpression else { throw diagnostic("expected an expression that is nested less deeply") }
    let condition = try binary(first: first, precedence: 1, level: level + 1)
    guard cursor.accept(0x3F) else { return condition }
    let yes = try conditional(first: nil, level: level + 1)
    try expect(0x3A)
    let no = try conditional(first: nil, level: level + 1)
    return condition.isTrue ? yes : no
  }

  private mutating func binary(
    first: PTXConstant?, precedence: Int, level: Int
  ) throws(PTXDiagnostic) -> PTXConstant {
    var left: PTXConstant
    if let first { left = first } else { left = try unary(level: level) }
    while let (name, count) = PTXConstantOperator.starting(cursor.byte, cursor.nextByte),
      name.precedence >= precedence
    {
      let place = cursor.place
      cursor.advance(count)
      cursor.skipBlanks()
      let right = try binary(first: nil, precedence: name.precedence + 1, level: level + 1)
      guard let value = PTXConstant.combine(left, name, right) else {
        throw diagnostic("expected an operator that these values allow, and no division by zero", at: place)
      }
      left = value
    }
    return left
  }

  private mutating func unary(level: Int) throws(PTXDiagnostic) -> PTXConstant {
    guard level < Self.deepestExpression else { throw diagnostic("expected an expression that is nested less deeply") }
    switch UnicodeScalar(cursor.byte) {
    case "+":
      _ = cursor.accept(0x2B)
      return try unary(level: level + 1)
    case "-":
      _ = cursor.accept(0x2D)
      switch try unary(level: level + 1) {
      case .integer(let value, let isUnsigned): return .integer(0 &- value, isUnsigned: isUnsigned)
      case .float32(let bits): return .float32(bits ^ 1 << 31)
      case .float64(let bits): return .float64(bits ^ 1 << 63)
      }
    case "!":
      _ = cursor.accept(0x21)
      return PTXConstant.truth(!(try unary(level: level + 1)).isTrue)
    case "~":
      let place = cursor.place
      _ = cursor.accept(0x7E)
      guard case .integer(let value, let isUnsigned) = try unary(level: level + 1) else {
        throw diagnostic("expected an integer behind '~'", at: place)
      }
      return .integer(~value, isUnsigned: isUnsigned)
    case "(":
      _ = cursor.accept(0x28)
      if let word = peekDotWord() {
        let isUnsigned = cursor.matches(word, "u64")
        guard isUnsigned || cursor.matches(word, "s64") else { throw expected("a cast to .s64 or .u64") }
        _ = dotWord()
        try expect(0x29)
        let value = try unary(level: level + 1)
        return .integer(value.integer ?? Int64(clampedBits(value.double)), isUnsigned: isUnsigned)
      }
      let value = try conditional(first: nil, level: level + 1)
      try expect(0x29)
      return value
    default: return try number()
    }
  }

  /// The integer part of a number as far as 64 bits hold it.
  private func clampedBits(_ value: Double) -> Int64 {
    if let exact = Int64(exactly: value.rounded(.towardZero)) { return exact }
    return value > 0 ? .max : value < 0 ? .min : 0
  }
}

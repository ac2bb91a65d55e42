/// The value of a constant expression.
enum PTXConstant {
  case integer(Int64, isUnsigned: Bool)
  case float32(UInt32)
  case float64(UInt64)

  /// As floating-point number.
  var double: Double {
    switch self {
    case .integer(let value, let isUnsigned):
      isUnsigned ? Double(UInt64(bitPattern: value)) : Double(value)
    case .float32(let bits): Double(Float(bitPattern: bits))
    case .float64(let bits): Double(bitPattern: bits)
    }
  }

  /// As integer; `nil` for a floating-point number.
  var integer: Int64? {
    if case .integer(let value, _) = self { value } else { nil }
  }

  /// As an operand of an instruction.
  var operand: PTXOperand {
    switch self {
    case .integer(let value, _): .integer(value)
    case .float32(let bits): .float32(bits)
    case .float64(let bits): .float64(bits)
    }
  }

  var isTrue: Bool {
    if case .integer(let value, _) = self { value != 0 } else { double != 0 }
  }

  /// The value of `left operator right`; `nil` where the operator does not take such values, and for a division by zero.
  static func combine(_ left: PTXConstant, _ name: PTXConstantOperator, _ right: PTXConstant) -> PTXConstant? {
    switch name {
    case .logicalOr: return truth(left.isTrue || right.isTrue)
    case .logicalAnd: return truth(left.isTrue && right.isTrue)
    default: break
    }
    if case .integer(let a, let aUnsigned) = left, case .integer(let b, let bUnsigned) = right {
      return integers(a, name, b, isUnsigned: aUnsigned || bUnsigned, leftIsUnsigned: aUnsigned)
    }
    let a = left.double
    let b = right.double
    switch name {
    case .add: return .float64((a + b).bitPattern)
    case .subtract: return .float64((a - b).bitPattern)
    case .multiply: return .float64((a * b).bitPattern)
    case .divide: return .float64((a / b).bitPattern)
    case .equal: return truth(a == b)
    case .notEqual: return truth(a != b)
    case .less: return truth(a < b)
    case .lessOrEqual: return truth(a <= b)
    case .greater: return truth(a > b)
    case .greaterOrEqual: return truth(a >= b)
    default: return nil
    }
  }

  static func truth(_ value: Bool) -> PTXConstant { .integer(value ? 1 : 0, isUnsigned: false) }

  private static func integers(
    _ a: Int64, _ name: PTXConstantOperator, _ b: Int64, isUnsigned: Bool, leftIsUnsigned: Bool
  ) -> PTXConstant? {
    let ua = UInt64(bitPattern: a)
    let ub = UInt64(bitPattern: b)
    func value(_ bits: Int64) -> PTXConstant { .integer(bits, isUnsigned: isUnsigned) }
    switch name {
    case .add: return value(a &+ b)
    case .subtract: return value(a &- b)
    case .multiply: return value(a &* b)
    case .divide:
      guard b != 0 else { return nil }
      return value(isUnsigned ? Int64(bitPattern: ua / ub) : a.dividedReportingOverflow(by: b).partialValue)
    case .remainder:
      guard b != 0 else { return nil }
      return value(isUnsigned ? Int64(bitPattern: ua % ub) : a.remainderReportingOverflow(dividingBy: b).partialValue)
    case .and: return value(a & b)
    case .or: return value(a | b)
    case .xor: return value(a ^ b)
    case .shiftLeft: return .integer(ub > 63 ? 0 : a << b, isUnsigned: leftIsUnsigned)
    case .shiftRight:
      let count = min(ub, 63)
      if leftIsUnsigned { return .integer(ub > 63 ? 0 : Int64(bitPattern: ua >> count), isUnsigned: true) }
      return .integer(a >> Int64(count), isUnsigned: false)
    case .equal: return truth(a == b)
    case .notEqual: return truth(a != b)
    case .less: return truth(isUnsigned ? ua < ub : a < b)
    case .lessOrEqual: return truth(isUnsigned ? ua <= ub : a <= b)
    case .greater: return truth(isUnsigned ? ua > ub : a > b)
    case .greaterOrEqual: return truth(isUnsigned ? ua >= ub : a >= b)
    case .logicalOr, .logicalAnd: return nil
    }
  }
}

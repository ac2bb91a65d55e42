/// An integer type of PTX, by its definition: a width and a sign.
struct IntegerType: Sendable {
  let width: Int
  let isSigned: Bool

  static let all = [16, 32, 64].flatMap {
    [IntegerType(width: $0, isSigned: false), IntegerType(width: $0, isSigned: true)]
  }
  static let narrow = all.filter { $0.width < 64 }
  static let withBytes = [IntegerType(width: 8, isSigned: false), IntegerType(width: 8, isSigned: true)] + all

  /// As PTX writes it.
  var name: String { "\(isSigned ? "s" : "u")\(width)" }
  /// The register that holds it.
  var register: InstructionCases.Register { width == 64 ? .b64 : width == 32 ? .b32 : .b16 }
  /// The least value.
  var least: Int128 { isSigned ? -(1 << Int128(width - 1)) : 0 }
  /// The greatest value.
  var greatest: Int128 { (1 << Int128(isSigned ? width - 1 : width)) - 1 }
  /// All bits of the type.
  var mask: UInt64 { UInt64.max >> UInt64(64 - width) }
  /// Values at its ends.
  var edges: [UInt64] { EdgeValues.integers(width) }

  /// The value of bits.
  func value(_ bits: UInt64) -> Int128 {
    let unsigned = Int128(bits & mask)
    return isSigned && unsigned > greatest ? unsigned - (1 << Int128(width)) : unsigned
  }

  /// The bits of a value, modulo the width.
  func bits(_ value: Int128) -> UInt64 { UInt64(truncatingIfNeeded: value) & mask }

  /// The nearest value of the type.
  func clamped(_ value: Int128) -> Int128 { min(max(value, least), greatest) }
}

/// Arithmetic of a floating-point format by its definition: exact numbers, rounded once.
struct FloatDefinition: Sendable {
  let format: BinaryFormat
  /// As PTX writes it.
  let name: String

  static let f32 = FloatDefinition(format: .f32, name: "f32")
  static let f64 = FloatDefinition(format: .f64, name: "f64")
  static let f16 = FloatDefinition(format: .f16, name: "f16")
  static let bf16 = FloatDefinition(format: .bf16, name: "bf16")

  /// What an instruction does to its inputs and its result.
  struct Modifiers: Sendable {
    var flushes = false
    var saturates = false
    var clampsNegative = false
  }

  var register: InstructionCases.Register { format.width == 64 ? .b64 : format.width == 32 ? .b32 : .b16 }
  var edges: [UInt64] { EdgeValues.floats(format) }
  var sign: UInt64 { format.sign }
  var infinity: UInt64 { format.infinity }
  /// The bits of 1.
  var one: UInt64 { (UInt64(1 << (format.exponentBits - 1)) - 1) << UInt64(format.fractionBits) }

  func isNaN(_ x: UInt64) -> Bool { format.isNaN(x) }
  func isInfinite(_ x: UInt64) -> Bool { format.isInfinite(x) }
  func isZero(_ x: UInt64) -> Bool { x & (sign - 1) == 0 }
  func isNegative(_ x: UInt64) -> Bool { x & sign != 0 }

  /// Subnormal numbers as zeros of their sign.
  func input(_ x: UInt64, _ modifiers: Modifiers) -> UInt64 {
    modifiers.flushes && format.isSubnormal(x) ? x & sign : x
  }

  /// A rounded result after the modifiers.
  func finished(_ x: UInt64, _ modifiers: Modifiers) -> Expected {
    if isNaN(x) { return modifiers.saturates ? .bits(0) : .anyNaN(format) }
    let result = input(x, modifiers)
    if modifiers.saturates {
      if isNegative(result) { return .bits(0) }
      return .bits(min(result, one))
    }
    return .bits(modifiers.clampsNegative && isNegative(result) ? 0 : result)
  }

  private var nan: UInt64 { infinity + 1 }

  /// `x * y + z`; without a product the sum of two, without an addend the product.
  func fused(
    _ x: UInt64, _ y: UInt64?, _ z: UInt64?, _ direction: BinaryFormat.Direction, _ modifiers: Modifiers
  ) -> Expected {
    finished(
      fusedBits(
        input(x, modifiers), y.map { input($0, modifiers) } ?? one, z.map { input($0, modifiers) }, direction),
      modifiers)
  }

  private func fusedBits(
    _ x: UInt64, _ y: UInt64, _ z: UInt64?, _ direction: BinaryFormat.Direction
  ) -> UInt64 {
    if isNaN(x) || isNaN(y) || (z.map(isNaN) ?? false) { return nan }
    let productSign = (x ^ y) & sign
    if isInfinite(x) || isInfinite(y) {
      if isZero(x) || isZero(y) { return nan }
      if let z, isInfinite(z), z & sign != productSign { return nan }
      return productSign | infinity
    }
    guard let z else {
      if isZero(x) || isZero(y) { return productSign }
      return format.round(format.value(x) * format.value(y), direction)
    }
    if isInfinite(z) { return z }
    let exact = format.value(x) * format.value(y) + format.value(z)
    if exact.signum != 0 { return format.round(exact, direction) }
    // Zeros of one sign keep it; an exact difference of zero is negative only when rounding down.
    if (isZero(x) || isZero(y)) && isZero(z) && productSign == z & sign { return productSign }
    return direction == .down ? sign : 0
  }

  /// `x / y`
  func quotient(_ x: UInt64, _ y: UInt64, _ direction: BinaryFormat.Direction, _ modifiers: Modifiers) -> Expected {
    let (x, y) = (input(x, modifiers), input(y, modifiers))
    let negative = (x ^ y) & sign
    if isNaN(x) || isNaN(y) || isInfinite(x) && isInfinite(y) || isZero(x) && isZero(y) {
      return finished(nan, modifiers)
    }
    if isInfinite(x) || isZero(y) { return .bits(negative | infinity) }
    if isZero(x) || isInfinite(y) { return .bits(negative) }
    let (n, d) = (format.value(x), format.value(y))
    return finished(format.round(direction) { Dyadic.compare($0 * d, n) * d.signum }, modifiers)
  }

  /// The square root.
  func root(_ x: UInt64, _ direction: BinaryFormat.Direction, _ modifiers: Modifiers) -> Expected {
    let x = input(x, modifiers)
    if isZero(x) { return .bits(x) }
    if isNaN(x) || isNegative(x) { return finished(nan, modifiers) }
    if isInfinite(x) { return .bits(x) }
    let exact = format.value(x)
    return finished(format.round(direction) { $0.signum < 0 ? -1 : Dyadic.compare($0 * $0, exact) }, modifiers)
  }

  /// `min` and `max`.
  func extreme(
    _ a: UInt64, _ b: UInt64, isMaximum: Bool, propagates: Bool, takesXorSign: Bool, _ modifiers: Modifiers
  ) -> Expected {
    var (x, y) = (input(a, modifiers), input(b, modifiers))
    let xorSign = (x ^ y) & sign
    if takesXorSign { (x, y) = (x & (sign - 1), y & (sign - 1)) }
    if isNaN(x) && isNaN(y) || propagates && (isNaN(x) || isNaN(y)) {
      return propagates ? .bits(sign - 1) : .anyNaN(format)
    }
    var result: UInt64
    if isNaN(x) {
      result = y
    } else if isNaN(y) {
      result = x
    } else {
      let isLess = isLess(x, y)
      result = isMaximum ? (isLess ? y : x) : (isLess ? x : y)
    }
    if takesXorSign { result = result & (sign - 1) | xorSign }
    return .bits(result)
  }

  /// Less, with -0 before +0.
  private func isLess(_ x: UInt64, _ y: UInt64) -> Bool {
    if isZero(x) && isZero(y) { return isNegative(x) && !isNegative(y) }
    return order(x, y) < 0
  }

  /// The sign of `x - y` of two numbers; infinities included.
  func order(_ x: UInt64, _ y: UInt64) -> Int {
    if x == y { return 0 }
    if isInfinite(x) { return isNegative(x) ? -1 : 1 }
    if isInfinite(y) { return isNegative(y) ? 1 : -1 }
    return Dyadic.compare(format.value(x), format.value(y))
  }
}

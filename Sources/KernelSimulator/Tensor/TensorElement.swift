import PTX

/// The type of an element that tensor instructions multiply.
enum TensorElement: UInt8, Sendable, Hashable {
  case f16, bf16, tf32, f64, e4m3, e5m2, s8, u8, s4, u4, b1

  /// The element type of a PTX type; none where tensor instructions do not multiply it.
  init?(_ type: PTXType) {
    switch type {
    case .f16: self = .f16
    case .bf16: self = .bf16
    case .tf32: self = .tf32
    case .f64: self = .f64
    case .e4m3: self = .e4m3
    case .e5m2: self = .e5m2
    case .s8: self = .s8
    case .u8: self = .u8
    case .s4: self = .s4
    case .u4: self = .u4
    case .b1: self = .b1
    default: return nil
    }
  }

  /// The bits of an element.
  var bits: Int {
    switch self {
    case .f64: 64
    case .tf32: 32
    case .f16, .bf16: 16
    case .e4m3, .e5m2, .s8, .u8: 8
    case .s4, .u4: 4
    case .b1: 1
    }
  }

  /// The elements of a register: 32 bits, or one double.
  var perRegister: Int { max(1, 32 / bits) }

  /// The value of the lowest bits of a word; every type but f64.
  ///
  /// A tf32 loses its last 13 bits, as the ISA says of wgmma. A bit is 1 where it is clear and -1 where it is set, so
  /// that sums of products count the bits that differ.
  @inline(__always)
  func value(_ word: UInt32) -> Double {
    switch self {
    case .f16: Double(F16.value(UInt16(truncatingIfNeeded: word)))
    case .bf16: Double(BF16.value(UInt16(truncatingIfNeeded: word)))
    case .tf32: Double(Float(bitPattern: word & 0xFFFF_E000))
    case .e4m3: Double(Self.byteValue(word, fractionBits: 3, scale: 0x1p120, special: 0x7F, nan: 0x7F))
    case .e5m2: Double(Self.byteValue(word, fractionBits: 2, scale: 0x1p112, special: 0x7C, nan: 0x7D))
    case .s8: Double(Int8(truncatingIfNeeded: word))
    case .u8: Double(word & 0xFF)
    case .s4: Double(Int32(bitPattern: word << 28) >> 28)
    case .u4: Double(word & 0xF)
    case .b1: word & 1 == 0 ? 1 : -1
    case .f64: .nan
    }
  }

  /// The value of an 8-bit float: moved to the place of a single's fraction, it lacks only the difference of the biases.
  @inline(__always)
  private static func byteValue(
    _ word: UInt32, fractionBits: UInt32, scale: Float, special: UInt32, nan: UInt32
  ) -> Float {
    let magnitude = word & 0x7F
    let sign = (word & 0x80) << 24
    if magnitude >= special { return magnitude >= nan ? .nan : Float(bitPattern: sign | 0x7F80_0000) }
    return Float(bitPattern: sign | (Float(bitPattern: magnitude << (23 - fractionBits)) * scale).bitPattern)
  }
}

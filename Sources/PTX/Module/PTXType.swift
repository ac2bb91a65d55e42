/// A fundamental or packed type of PTX.
public enum PTXType: UInt8, Sendable, Hashable, CaseIterable {
  case b1, b8, b16, b32, b64, b128, b1024
  case u4, u8, u16, u32, u64
  case s4, s8, s16, s32, s64
  case u16x2, s16x2, u8x4, s8x4
  case f16, f16x2, bf16, bf16x2, tf32, f32, f32x2, f64
  case e4m3, e5m2, e4m3x2, e5m2x2, e4m3x4, e5m2x4
  case pred

  /// The type of a spelling without its dot, such as `u32`.
  public init?(spelling: Substring) {
    guard let type = Self.bySpelling[spelling] else { return nil }
    self = type
  }

  private static let bySpelling = Dictionary(uniqueKeysWithValues: allCases.map { ("\($0)"[...], $0) })

  /// As PTX writes it, without its dot.
  public var spelling: String { "\(self)" }

  /// The bits of a value; a predicate has 1.
  public var bits: Int {
    switch self {
    case .b1, .pred: 1
    case .u4, .s4: 4
    case .b8, .u8, .s8, .e4m3, .e5m2: 8
    case .b16, .u16, .s16, .f16, .bf16, .e4m3x2, .e5m2x2: 16
    case .b32, .u32, .s32, .f32, .tf32, .f16x2, .bf16x2, .u16x2, .s16x2, .u8x4, .s8x4, .e4m3x4, .e5m2x4: 32
    case .b64, .u64, .s64, .f64, .f32x2: 64
    case .b128: 128
    case .b1024: 1024
    }
  }

  /// The bytes of a value in memory.
  public var bytes: Int { (bits + 7) / 8 }

  /// Whether it is a signed integer.
  public var isSigned: Bool {
    switch self {
    case .s4, .s8, .s16, .s32, .s64, .s16x2, .s8x4: true
    default: false
    }
  }

  /// Whether it is a floating-point type, packed ones included.
  public var isFloat: Bool {
    switch self {
    case .f16, .f16x2, .bf16, .bf16x2, .tf32, .f32, .f32x2, .f64, .e4m3, .e5m2, .e4m3x2, .e5m2x2, .e4m3x4, .e5m2x4: true
    default: false
    }
  }
}

import PTX

/// The element type of a tensor map; the raw values are those of `tensormap.replace`.
enum TensorMapElement: UInt8, Sendable, Hashable, CaseIterable {
  case u8, u16, u32, s32, u64, s64, f16, f32
  /// f32 whose subnormal numbers become zeros where it is loaded.
  case flushedF32
  case f64, bf16, tf32
  /// tf32 whose subnormal numbers become zeros where it is loaded.
  case flushedTF32

  /// The bytes of an element.
  var bytes: Int {
    switch self {
    case .u8: 1
    case .u16, .f16, .bf16: 2
    case .u32, .s32, .f32, .flushedF32, .tf32, .flushedTF32: 4
    case .u64, .s64, .f64: 8
    }
  }

  /// The type that reductions combine it as.
  var type: PTXType {
    switch self {
    case .u8: .u8
    case .u16: .u16
    case .u32: .u32
    case .s32: .s32
    case .u64: .u64
    case .s64: .s64
    case .f16: .f16
    case .bf16: .bf16
    case .f64: .f64
    case .f32, .flushedF32, .tf32, .flushedTF32: .f32
    }
  }

  /// Whether it is a floating-point type, which alone can be filled with NaN.
  var isFloat: Bool {
    switch self {
    case .u8, .u16, .u32, .s32, .u64, .s64: false
    default: true
    }
  }

  /// Whether subnormal numbers become zeros where it is loaded.
  var isFlushed: Bool { self == .flushedF32 || self == .flushedTF32 }
}

import PTX

/// The floating-point operations of an instruction, as Nsight Compute counts them: additions, products, and fused ones
/// twice, for all lanes of a warp.
struct FloatOperations {
  /// What they work on: `fp8`, `bf16` (also fp16), `tf32` on the tensor cores, `half`, `fp32` and `fp64` elsewhere.
  let precision: String
  /// How many a warp does.
  let count: Double

  /// Those of a spelling; `nil` where it has none.
  init?(_ opcode: PTXOpcode) {
    switch opcode.base {
    case "wmma" where !opcode.has("mma"): return nil
    case "mma", "wmma", "wgmma":
      guard let precision = Self.tensorPrecision(opcode), let volume = Self.volume(opcode) else { return nil }
      self.precision = precision
      // A warpgroup multiply is issued by each of its four warps.
      count = 2 * volume / (opcode.base == "wgmma" ? 4 : 1)
    case "add", "sub", "mul", "fma", "mad":
      switch opcode.types.first {
      case .f32: (precision, count) = ("fp32", Self.lanes(opcode))
      case .f32x2: (precision, count) = ("fp32", 2 * Self.lanes(opcode))
      case .f64: (precision, count) = ("fp64", Self.lanes(opcode))
      case .f16, .bf16: (precision, count) = ("half", Self.lanes(opcode))
      case .f16x2, .bf16x2: (precision, count) = ("half", 2 * Self.lanes(opcode))
      default: return nil
      }
    default: return nil
    }
  }

  private static func lanes(_ opcode: PTXOpcode) -> Double { opcode.base == "fma" || opcode.base == "mad" ? 64 : 32 }

  private static func tensorPrecision(_ opcode: PTXOpcode) -> String? {
    for word in opcode.modifiers.reversed() {
      switch word {
      case "e4m3", "e5m2": return "fp8"
      case "bf16", "f16": return "bf16"
      case "tf32": return "tf32"
      case "f64": return "fp64"
      default: continue
      }
    }
    // The spelling of wmma leaves f16 out where only accumulators vary.
    return opcode.base == "wmma" ? "bf16" : nil
  }

  /// m times n times k of a shape such as `m64n128k16`.
  private static func volume(_ opcode: PTXOpcode) -> Double? {
    for word in opcode.modifiers where word.first == "m" {
      let numbers = word.split { !$0.isNumber }.compactMap { Double($0) }
      if numbers.count == 3 { return numbers.reduce(1, *) }
    }
    return nil
  }

  /// The operations that an SM of Hopper can do in a cycle (NVIDIA H100 Tensor Core GPU Architecture white paper: peak
  /// rates by 132 SMs and the clock of the table).
  static func peakPerCycle(_ precision: String) -> Double {
    switch precision {
    case "fp8": 8192
    case "bf16": 4096
    case "tf32": 2048
    case "half": 512
    case "fp32": 256
    default: 128
    }
  }
}

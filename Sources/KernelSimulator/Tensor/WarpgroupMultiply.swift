import PTX

/// `wgmma.mma_async`: the product of 64 rows of A with B, of which each warp of a warpgroup computes 16 rows.
struct WarpgroupMultiply: Sendable, Hashable {
  /// The columns of B: a multiple of 8 up to 256.
  let columns: Int
  /// The columns of A: 32 bytes of elements.
  let depth: Int
  /// The elements of A.
  let a: TensorElement
  /// The elements of B.
  let b: TensorElement
  /// The elements of D.
  let accumulation: Accumulation

  /// The rows of a warp.
  static let rows = 16

  /// A multiplication.
  init(columns: Int, a: TensorElement, b: TensorElement, accumulation: Accumulation) {
    self.columns = columns
    depth = 256 / a.bits
    self.a = a
    self.b = b
    self.accumulation = accumulation
  }

  /// The multiplication of a spelling such as `wgmma.mma_async.sync.aligned.m64n128k32.f32.e4m3.e4m3`.
  ///
  /// None where it is another form: sparse ones and single bits.
  init?(_ opcode: PTXOpcode) {
    guard opcode.base == "wgmma", opcode.has("mma_async"), !opcode.has("sp"), opcode.types.count == 3,
      let shape = opcode.modifiers.lazy.compactMap(MatrixShape.init).first, shape.rows == 64,
      shape.columns % 8 == 0, (8...256).contains(shape.columns), let a = TensorElement(opcode.types[1]),
      let b = TensorElement(opcode.types[2]), a.bits == b.bits, (8...32).contains(a.bits),
      shape.depth == 256 / a.bits,
      let accumulation = Accumulation(opcode.types[0], isSaturating: opcode.has("satfinite")), accumulation != .f64
    else { return nil }
    self.init(columns: shape.columns, a: a, b: b, accumulation: accumulation)
  }

  /// The registers of a lane for A, where A is in registers.
  static let aRegisters = 4
  /// The registers of a lane for D.
  var accumulatorRegisters: Int { columns / 2 / accumulation.perRegister }
  /// The doubles that A of a warp takes.
  var aCount: Int { Self.rows * depth }
  /// The doubles that B takes.
  var bCount: Int { columns * depth }
  /// The doubles of the largest B and of a warp's A.
  static let scratchCount = 32 * 256 + rows * 32
}

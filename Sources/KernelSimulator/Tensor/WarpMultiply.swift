import PTX

/// `mma.sync`: the product of two matrices that the registers of a warp hold.
struct WarpMultiply: Sendable, Hashable {
  /// The rows of A: 8 or 16.
  let rows: Int
  /// The columns of A and rows of B.
  let depth: Int
  /// The elements of A.
  let a: TensorElement
  /// The elements of B.
  let b: TensorElement
  /// The elements of C and D.
  let accumulation: Accumulation
  /// The rounding of double precision.
  let rounding: RoundingMode
  /// For single bits: whether the bits that differ are counted (`.xor`), and not those that both have.
  let countsDifferences: Bool

  /// The columns of B: always 8.
  static let columns = 8

  /// A multiplication.
  init(
    rows: Int, depth: Int, a: TensorElement, b: TensorElement, accumulation: Accumulation,
    rounding: RoundingMode = .nearestEven, countsDifferences: Bool = false
  ) {
    self.rows = rows
    self.depth = depth
    self.a = a
    self.b = b
    self.accumulation = accumulation
    self.rounding = rounding
    self.countsDifferences = countsDifferences
  }

  /// The multiplication of a spelling such as `mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32`.
  ///
  /// None where it is another form: m8n8k4 of f16, sparse and block-scaled ones, and the types of sm_100.
  init?(_ opcode: PTXOpcode) {
    guard opcode.base == "mma", opcode.types.count == 4, !opcode.modifiers.contains(where: { $0.hasPrefix("sp") }),
      !opcode.has("block_scale"), let shape = opcode.modifiers.lazy.compactMap(MatrixShape.init).first,
      shape.columns == 8, let a = TensorElement(opcode.types[1]), let b = TensorElement(opcode.types[2]),
      opcode.types[0] == opcode.types[3], a.bits == b.bits,
      let accumulation = Accumulation(opcode.types[0], isSaturating: opcode.has("satfinite")),
      (accumulation == .f64) == (a == .f64)
    else { return nil }
    // A register of A covers 8 rows and 4 registers' worth of k, one of B 8 columns and as much.
    guard shape.rows == 8 || shape.rows == 16, shape.depth % (4 * a.perRegister) == 0,
      (1...(a == .f64 ? 4 : 2)).contains(shape.depth / (4 * a.perRegister)), !(shape.rows == 8 && a == .f16)
    else { return nil }
    self.init(
      rows: shape.rows, depth: shape.depth, a: a, b: b, accumulation: accumulation,
      rounding: opcode.modifiers.lazy.compactMap(RoundingMode.init(modifier:)).first ?? .nearestEven,
      countsDifferences: opcode.has("xor"))
  }

  /// The registers of a lane for A; a register holds 32 bits, or 64 for double precision.
  var aRegisters: Int { rows / 8 * depth / (4 * a.perRegister) }
  /// The registers of a lane for B.
  var bRegisters: Int { depth / (4 * b.perRegister) }
  /// The registers of a lane for C and for D.
  var accumulatorRegisters: Int { rows / 4 / accumulation.perRegister }

  /// The doubles of scratch memory that any multiplication needs.
  static let scratchCount = 16 * 256 + 256 * columns
}

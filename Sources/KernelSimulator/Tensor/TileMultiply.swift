import PTX

/// `wmma.mma`: the product of two matrices of f16 or bf16 that the registers of a warp hold.
struct TileMultiply: Sendable, Hashable {
  let a: TileFragment
  let b: TileFragment
  let accumulator: TileFragment
  /// The elements of A and B.
  let element: TensorElement
  /// The elements of D.
  let result: Accumulation
  /// The elements of C.
  let addend: Accumulation

  /// The multiplication of a spelling such as `wmma.mma.sync.aligned.row.col.m16n16k16.f32.bf16.bf16.f32`, or of f16
  /// `wmma.mma.sync.aligned.row.col.m16n16k16.f32.f32`.
  ///
  /// None where it is another form: integers, tf32, f64, and products that are clamped.
  init?(_ opcode: PTXOpcode) {
    guard opcode.has("mma"), !opcode.has("satfinite"), let shape = Self.shape(opcode) else { return nil }
    let types = opcode.types
    if types.count == 4 {
      guard types[0] == .f32, types[1] == .bf16, types[2] == .bf16, types[3] == .f32 else { return nil }
      element = .bf16
    } else {
      guard types.count == 2 else { return nil }
      element = .f16
    }
    guard let result = Self.accumulation(types[0]), let addend = Self.accumulation(types[types.count - 1]) else {
      return nil
    }
    (self.result, self.addend) = (result, addend)
    a = Self.fragment(.a, shape, element)
    b = Self.fragment(.b, shape, element)
    accumulator = Self.fragment(.accumulator, shape, result)
  }

  /// The registers of a lane for C.
  var addendRegisters: Int { 8 / addend.perRegister }

  /// The shape of a spelling: those that f16 and bf16 have.
  static func shape(_ opcode: PTXOpcode) -> MatrixShape? {
    let shape = opcode.modifiers.lazy.compactMap(MatrixShape.init).first
    guard let shape, shape.depth == 16,
      [[16, 16], [8, 32], [32, 8]].contains([shape.rows, shape.columns])
    else { return nil }
    return shape
  }

  /// The fragment of A or B.
  static func fragment(_ operand: TileFragment.Operand, _ shape: MatrixShape, _ element: TensorElement) -> TileFragment
  {
    let (rows, columns) = operand == .a ? (shape.rows, shape.depth) : (shape.depth, shape.columns)
    return TileFragment(
      operand: operand, rows: rows, columns: columns, bits: 16,
      registers: element == .f16 ? 8 : rows * columns / 64)
  }

  /// The fragment of C or D.
  static func fragment(
    _ operand: TileFragment.Operand, _ shape: MatrixShape, _ accumulation: Accumulation
  ) -> TileFragment {
    TileFragment(
      operand: operand, rows: shape.rows, columns: shape.columns, bits: 32 / accumulation.perRegister,
      registers: 8 / accumulation.perRegister)
  }

  /// The accumulation of a type, where it is one of those of f16 and bf16.
  static func accumulation(_ type: PTXType) -> Accumulation? {
    type == .f32 || type == .f16 ? Accumulation(type, isSaturating: false) : nil
  }

  /// The doubles of scratch memory that any multiplication needs.
  static let scratchCount = 2 * 32 * 16

  /// Multiplies a warp's fragments: an element's products are summed in double precision with its addend and rounded once,
  /// as `WarpMultiply` does.
  ///
  /// - Parameters:
  ///   - d: The registers of D: 32 lanes of the first, then of the second, and so on.
  ///   - scratch: `scratchCount` doubles.
  func execute(
    d: UnsafeMutablePointer<UInt32>, a: UnsafePointer<UInt32>, b: UnsafePointer<UInt32>, c: UnsafePointer<UInt32>,
    scratch: UnsafeMutablePointer<Double>
  ) {
    let (left, right) = (scratch, scratch + 32 * 16)
    read(self.a, a, into: left)
    read(self.b, b, into: right)
    let (depth, columns) = (self.a.columns, accumulator.columns)
    for lane in 0..<32 {
      for index in 0..<8 {
        // An element's index is the same whether a register holds one or two.
        let (register, element) = (index / accumulator.perRegister, index % accumulator.perRegister)
        let place = accumulator.place(lane: lane, register: register, element: element)
        var sum = 0.0
        for k in 0..<depth { sum += left[place.row * depth + k] * right[k * columns + place.column] }
        let word = c[index / addend.perRegister * 32 + lane] >> UInt32(index % addend.perRegister * 16)
        let bits = result.bits(sum + addend.value(word))
        if element == 0 { d[register * 32 + lane] = 0 }
        d[register * 32 + lane] |= bits << UInt32(element * 16)
      }
    }
  }

  private func read(_ fragment: TileFragment, _ words: UnsafePointer<UInt32>, into values: UnsafeMutablePointer<Double>)
  {
    for register in 0..<fragment.held {
      for lane in 0..<32 {
        for element in 0..<2 {
          let place = fragment.place(lane: lane, register: register, element: element)
          values[place.row * fragment.columns + place.column] = self.element.value(
            words[register * 32 + lane] >> UInt32(element * 16))
        }
      }
    }
  }
}

/// The operands of a matrix operation: slots of registers of 32 bits, or of 64 for double precision.
struct ProgramMatrix: Sendable {
  /// The destination's registers.
  var d: [Int32] = []
  /// Those of A.
  var a: [Int32] = []
  /// Those of B.
  var b: [Int32] = []
  /// Those of C.
  var c: [Int32] = []
  /// The address of matrices, or the descriptor of A: a slot of 64-bit values.
  var aAddress: Int32?
  /// The descriptor of B.
  var bAddress: Int32 = 0
  /// Whether matrices are transposed on their way, or A is.
  var isTransposed = false
  /// Whether B is.
  var isBTransposed = false
  /// Whether A is negated.
  var isANegated = false
  /// Whether B is.
  var isBNegated = false
  /// The predicate that says whether D is added to.
  var accumulates: (predicate: Int32, isNegated: Bool) = (0, false)
  /// Where an address points to.
  var space = MemorySpace.shared
  /// The multiplication of a warp.
  var multiply: WarpMultiply?
  /// The matrix of `wmma.load` or `wmma.store`; columns are contiguous where it is transposed.
  var tile: TileFragment?
  /// The slot of its stride in elements, where one is given.
  var stride: Int32?
  /// The multiplication of `wmma.mma`.
  var tileMultiply: TileMultiply?
  /// The multiplication of a warpgroup.
  var group: WarpgroupMultiply?
}

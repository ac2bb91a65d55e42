/// The kind of a matrix instruction.
enum MatrixForm {
  /// `ldmatrix` of some matrices.
  case load(count: Int, isTransposed: Bool, space: MemorySpace)
  /// `stmatrix`
  case store(count: Int, isTransposed: Bool, space: MemorySpace)
  /// `movmatrix`
  case transpose
  /// `mma.sync`
  case multiply(WarpMultiply)
  /// `wgmma.mma_async`
  case multiplyGroup(WarpgroupMultiply)
}

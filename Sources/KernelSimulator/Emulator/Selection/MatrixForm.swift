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
  /// `wmma.load` and `wmma.store` of a matrix.
  case loadTile(TileFragment, isColumnMajor: Bool, space: MemorySpace)
  case storeTile(TileFragment, isColumnMajor: Bool, space: MemorySpace)
  /// `wmma.mma`
  case multiplyTile(TileMultiply)
  /// `wgmma.mma_async`
  case multiplyGroup(WarpgroupMultiply)
}

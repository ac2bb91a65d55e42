/// What matrix micro-operations do; `e` is an index into the program's matrix operations.
enum MatrixOperation: UInt8, Sendable {
  case load, store, transpose, multiply, multiplyGroup, loadTile, storeTile, multiplyTile
}

/// What changes the place where lanes are.
enum ControlOperation: UInt8, Sendable {
  /// To `d`.
  case branch
  /// To one of the labels of table `e`, by the values in `a`.
  case branchIndexed
  /// Call `e`.
  case call
  /// From function `e`.
  case `return`
  case exit
  case trap
}

/// The families of micro-operations: what the outer switch of the interpreter tells apart.
enum OperationGroup: UInt8, Sendable {
  case integer
  case wideInteger
  case float
  case otherFloat
  case packed
  case compare
  case convert
  case memory
  case atomic
  case warp
  case control
  case barrier
  case mbarrier
  case copy
  case matrix
  case special
}

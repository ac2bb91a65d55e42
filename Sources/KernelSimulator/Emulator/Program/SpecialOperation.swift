/// Instructions of which there is one kind.
enum SpecialOperation: UInt8, Sendable {
  case nothing
  /// Reports lanes that are not in predicate `a`; `e` is the register's name.
  case checkRegister
  /// Adds the lanes to predicate `d`.
  case markRegister
  case sleep
  /// `mapa`: from the address in `a` and the rank in `b`.
  case mapAddress
  /// `getctarank`
  case addressRank
  /// `createpolicy`: a policy has no effect on values.
  case createPolicy
  case replaceTensorMap
  case copyTensorMap
  /// Reads a clock into `d`; `variant` is the place in `ClockRegister`.
  case clock
  /// `isspacep`: `variant` is the window.
  case isSpace
}

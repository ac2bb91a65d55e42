/// A state space of PTX.
public enum PTXSpace: String, Sendable, Hashable, CaseIterable {
  case global
  case shared
  case local
  case const
  case param
  /// No space is named: the address says which it is.
  case generic
}

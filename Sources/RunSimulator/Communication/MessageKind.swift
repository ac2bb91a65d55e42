/// A direction of all-to-all between experts.
public enum MessageKind: String, Sendable, CaseIterable {
  /// Tokens to their experts, or gradients in backward.
  case dispatch
  /// Results back, summed by token.
  case combine
}

/// Something that a worker computes while the explorer goes on.
public enum Loading<Value: Sendable>: Sendable {
  /// The worker is at it.
  case pending
  /// It is there.
  case ready(Value)
  /// The trace has nothing to compute it from, and why.
  case absent(String)

  /// The value, once it is there.
  public var value: Value? {
    if case .ready(let value) = self { value } else { nil }
  }
}

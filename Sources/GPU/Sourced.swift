/// A value with the place that it was taken from.
public struct Sourced<Value: Sendable & Equatable>: Sendable, Equatable {
  /// The value.
  public let value: Value
  /// Where it is published or was measured.
  public let source: String

  /// A value and its source.
  public init(_ value: Value, _ source: String) {
    self.value = value
    self.source = source
  }
}

/// A cell of a query's result.
public enum DatabaseValue: Sendable, Equatable {
  /// No value.
  case null
  /// An integer.
  case integer(Int64)
  /// A floating-point number.
  case real(Double)
  /// A text.
  case text(String)
  /// Bytes that are no text, of which only the number is told.
  case blob(bytes: Int)
}

/// A value of a scenario's text.
enum ScenarioValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case text(String)
  case list([ScenarioValue])
  case object([String: ScenarioValue])

  /// What it is, for an error: `the number 1.5`, `the text 'x'`, `a list`.
  var description: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .integer(let value): "the integer \(value)"
    case .number(let value): "the number \(value)"
    case .text(let value): "the text '\(value)'"
    case .list: "a list"
    case .object: "an object"
    }
  }
}

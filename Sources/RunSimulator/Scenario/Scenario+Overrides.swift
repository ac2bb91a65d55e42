extension Scenario {
  /// Applies settings of the form `key=value`, in order, then checks the whole.
  ///
  /// A value is JSON5 or, for keys that take text, the text itself. `null` takes an optional value away. What is set is
  /// no longer calibrated by any row.
  /// - Throws: `RunError` with the key's path; an unknown key lists the valid ones.
  public mutating func apply(_ settings: [String]) throws(RunError) {
    for setting in settings {
      guard let equals = setting.firstIndex(of: "="), equals != setting.startIndex else {
        throw .malformedOverride(text: setting)
      }
      try set(String(setting[..<equals]), to: String(setting[setting.index(after: equals)...]))
    }
    try checkTogether()
  }

  /// Sets the value at a dotted path, which is checked for type and range. What several keys must meet together is
  /// checked by `apply` and by `simulate`.
  public mutating func set(_ path: String, to text: String) throws(RunError) {
    guard let key = Self.key(path) else {
      throw .unknownKey(path: path, place: nil, valid: Self.pathsNear(path))
    }
    let value: ScenarioValue
    if text == "null" {
      value = .null
    } else if key.takesText {
      value = .text(text)
    } else {
      guard let parsed = ScenarioValue(json5: text) else {
        throw .wrongType(path: path, place: nil, expected: key.takes, found: "'\(text)'")
      }
      value = parsed
    }
    try set(key, to: value, place: nil)
    calibratedBy[path] = nil
  }

  /// The value at a dotted path as `set` takes it; `nil` where the scenario gives none or there is no such key.
  public func text(of path: String) -> String? {
    guard let value = Self.key(path)?.get(self) else { return nil }
    return value.text
  }
}

extension ScenarioValue {
  /// The value as settings write it.
  fileprivate var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .text(let value): value
    case .list(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
    case .object: "{}"
    }
  }
}

private import FoundationEssentials

extension Scenario {
  /// A scenario from JSON5 text. Comments, trailing commas and unquoted keys are welcome; unknown keys are not.
  ///
  /// - Throws: `RunError` with the key's path and place.
  public init(json5 text: String) throws(RunError) {
    let places = try JSON5KeyPlaces(text)
    guard let value = ScenarioValue(json5: text) else { throw .scenarioSyntax(place: places.brokenPlace) }
    guard case .object(let root) = value else {
      throw .wrongType(
        path: "scenario", place: TextPlace(line: 1, column: 1), expected: "an object", found: value.description)
    }
    try self.init(root, places: places)
  }

  /// The scenario with every setting, as JSON of one line with sorted keys: equal scenarios give equal text, and the
  /// text reads back as the same scenario.
  public var canonicalJSON: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Every value came from a checked key, so it is finite and encodes.
    guard let data = try? encoder.encode(tree) else { preconditionFailure("a checked scenario does not encode") }
    return String(decoding: data, as: UTF8.self)
  }
}

extension ScenarioValue {
  /// A value from JSON5 text; `nil` where it is not JSON5. The decoder does not say where or why.
  init?(json5 text: String) {
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    guard let value = try? decoder.decode(ScenarioValue.self, from: Data(text.utf8)) else { return nil }
    self = value
  }
}

extension ScenarioValue: Codable {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int64.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([ScenarioValue].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: ScenarioValue].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .list(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }
}

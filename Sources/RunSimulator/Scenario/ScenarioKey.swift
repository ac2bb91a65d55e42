/// A key of a scenario: where it stands, what it takes, and how it is read and set.
///
/// One table of these is what decoding, overriding, listing and writing a scenario go by.
public struct ScenarioKey: Sendable {
  /// The dotted path, such as `pipeline.ranks`. Times name their unit.
  public let path: String
  /// What it takes, such as `an integer from 1 to 4096`.
  public let takes: String
  /// What it means, in one line.
  public let meaning: String
  /// Whether every scenario must give it.
  public let isRequired: Bool
  /// The value that a scenario has; `nil` where it gives none.
  let get: @Sendable (Scenario) -> ScenarioValue?
  /// Sets the value, checked for type and range; `nil` takes it away.
  let set: @Sendable (inout Scenario, ScenarioValue?) throws(Rejection) -> Void
  /// Whether text on the command line is the value itself and not JSON5.
  let takesText: Bool
  /// All values, where there are only some names; else empty.
  public private(set) var choices: [String] = []

  /// Why a value is not taken.
  enum Rejection: Error {
    case type
    case range(String)
    case required
  }
}

extension ScenarioKey {
  static func integer(
    _ path: String, _ range: ClosedRange<Int64>, _ meaning: String, get: @escaping @Sendable (Scenario) -> Int64,
    set: @escaping @Sendable (inout Scenario, Int64) -> Void, or fallback: Int64? = nil
  ) -> ScenarioKey {
    optionalInteger(path, range, meaning, isRequired: fallback == nil, get: get) { scenario, value throws(Rejection) in
      guard let value = value ?? fallback else { throw .required }
      set(&scenario, value)
    }
  }

  static func optionalInteger(
    _ path: String, _ range: ClosedRange<Int64>, _ meaning: String, isRequired: Bool = false,
    get: @escaping @Sendable (Scenario) -> Int64?,
    set: @escaping @Sendable (inout Scenario, Int64?) throws(Rejection) -> Void
  ) -> ScenarioKey {
    ScenarioKey(
      path: path, takes: "an integer from \(range.lowerBound) to \(range.upperBound)", meaning: meaning,
      isRequired: isRequired, get: { get($0).map(ScenarioValue.integer) },
      set: { (scenario, value) throws(Rejection) in
        switch value {
        case nil, .null: try set(&scenario, nil)
        case .integer(let integer):
          guard range.contains(integer) else { throw .range("\(integer)") }
          try set(&scenario, integer)
        case .number(let number): throw .range("\(number)")
        default: throw .type
        }
      }, takesText: false)
  }

  /// A chunk time, which every scenario without a model gives.
  static func chunk(
    _ path: String, _ range: ClosedRange<Int64>, _ meaning: String,
    _ member: any WritableKeyPath<Scenario, Int64> & Sendable
  ) -> ScenarioKey {
    optionalInteger(
      path, range, meaning, isRequired: true,
      get: { $0.modelRun.model == nil ? $0[keyPath: member] : nil }
    ) { scenario, value throws(Rejection) in
      if value == nil && scenario.modelRun.model == nil { throw .required }
      scenario[keyPath: member] = value ?? 0
    }
  }

  /// One of some names, of what chunk times are derived from.
  static func choice<Name: RawRepresentable & CaseIterable & Sendable>(
    _ path: String, _ meaning: String, _ member: any WritableKeyPath<Scenario, Name> & Sendable, or fallback: Name
  ) -> ScenarioKey where Name.RawValue == String {
    .text(
      path, meaning, choices: Name.allCases.map(\.rawValue),
      get: { $0.modelRun.model == nil ? nil : $0[keyPath: member].rawValue },
      set: { $0[keyPath: member] = $1.flatMap(Name.init) ?? fallback })
  }

  static func number(
    _ path: String, _ range: ClosedRange<Double>, _ meaning: String,
    get: @escaping @Sendable (Scenario) -> Double?, set: @escaping @Sendable (inout Scenario, Double?) -> Void
  ) -> ScenarioKey {
    ScenarioKey(
      path: path, takes: "a number from \(range.lowerBound) to \(range.upperBound)", meaning: meaning,
      isRequired: false, get: { get($0).map(ScenarioValue.number) },
      set: { (scenario, value) throws(Rejection) in
        guard let value, value != .null else { return set(&scenario, nil) }
        set(&scenario, try double(value, range))
      }, takesText: false)
  }

  static func numbers(
    _ path: String, _ range: ClosedRange<Double>, _ meaning: String,
    get: @escaping @Sendable (Scenario) -> [Double]?, set: @escaping @Sendable (inout Scenario, [Double]?) -> Void
  ) -> ScenarioKey {
    ScenarioKey(
      path: path, takes: "a list of numbers from \(range.lowerBound) to \(range.upperBound)", meaning: meaning,
      isRequired: false, get: { get($0).map { .list($0.map(ScenarioValue.number)) } },
      set: { (scenario, value) throws(Rejection) in
        switch value {
        case nil, .null: set(&scenario, nil)
        case .list(let values):
          var numbers: [Double] = []
          for value in values { numbers.append(try double(value, range)) }
          set(&scenario, numbers)
        default: throw .type
        }
      }, takesText: false)
  }

  static func text(
    _ path: String, _ meaning: String, choices: [String] = [], isRequired: Bool = false,
    get: @escaping @Sendable (Scenario) -> String?,
    set: @escaping @Sendable (inout Scenario, String?) throws(Rejection) -> Void
  ) -> ScenarioKey {
    ScenarioKey(
      path: path, takes: choices.isEmpty ? "a text" : "one of " + choices.joined(separator: ", "), meaning: meaning,
      isRequired: isRequired,
      get: { get($0).map(ScenarioValue.text) },
      set: { (scenario, value) throws(Rejection) in
        switch value {
        case nil, .null: try set(&scenario, nil)
        case .text(let text):
          if !choices.isEmpty, !choices.contains(text) { throw .range("'\(text)'") }
          try set(&scenario, text)
        default: throw .type
        }
      }, takesText: true, choices: choices)
  }

  private static func double(_ value: ScenarioValue, _ range: ClosedRange<Double>) throws(Rejection) -> Double {
    let number: Double
    switch value {
    case .integer(let integer): number = Double(integer)
    case .number(let double): number = double
    default: throw .type
    }
    guard range.contains(number) else { throw .range("\(number)") }
    return number
  }
}

/// A setting of a scenario and the values that a sweep gives it.
public struct SweepKnob: Sendable, Equatable {
  /// The dotted path of the setting.
  public let key: String
  /// Its values in order, as `Scenario.apply` takes them.
  public let values: [String]

  /// A knob from text: `key=a,b,c`, or `key=FIRST..LAST` with an optional `:STEP` for whole numbers.
  ///
  /// Commas within brackets or braces belong to a value.
  /// - Throws: `RunError.malformedKnob`.
  public init(_ text: String) throws(RunError) {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else { throw .malformedKnob(text: text) }
    let list = text[text.index(after: equals)...]
    let values = Self.range(list) ?? Self.split(list)
    guard !values.contains(""), Set(values).count == values.count else { throw .malformedKnob(text: text) }
    key = String(text[..<equals])
    self.values = values
  }

  /// The most values of a range.
  private static let longestRange = 100_000

  private static func range(_ text: Substring) -> [String]? {
    guard let dots = text.firstRange(of: ".."), let first = Int(text[..<dots.lowerBound]) else { return nil }
    let rest = text[dots.upperBound...].split(separator: ":", omittingEmptySubsequences: false)
    guard rest.count <= 2, let last = Int(rest[0]), let step = rest.count == 2 ? Int(rest[1]) : 1, step > 0,
      last >= first, (last - first) / step < longestRange
    else { return nil }
    return stride(from: first, through: last, by: step).map { "\($0)" }
  }

  private static func split(_ text: Substring) -> [String] {
    var values = [""]
    var depth = 0
    for character in text {
      if "[{".contains(character) { depth += 1 }
      if "]}".contains(character) { depth -= 1 }
      if character == "," && depth == 0 { values.append("") } else { values[values.count - 1].append(character) }
    }
    return values
  }
}

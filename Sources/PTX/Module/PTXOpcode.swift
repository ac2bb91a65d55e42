/// A spelling of an instruction, such as `ld.global.nc.v4.f32`, taken apart once.
public struct PTXOpcode: Sendable, Hashable {
  /// As the file writes it.
  public let spelling: String
  /// The word before the first dot, such as `ld`.
  public let base: String
  /// The words after it in order, without their dots; `::` stays within a word.
  public let modifiers: [String]
  /// Those of the modifiers that are types, in order.
  public let types: [PTXType]

  /// The parts of a spelling.
  public init(spelling: String) {
    self.spelling = spelling
    let words = spelling.split(separator: ".")
    base = words.first.map(String.init) ?? ""
    modifiers = words.dropFirst().map(String.init)
    types = words.dropFirst().compactMap { PTXType(spelling: $0) }
  }

  /// Whether a modifier stands among its words.
  public func has(_ modifier: String) -> Bool { modifiers.contains(modifier) }

  /// The elements of a vector access: 1, 2, 4 or 8.
  public var vectorWidth: Int {
    if has("v2") { return 2 }
    if has("v4") { return 4 }
    return has("v8") ? 8 : 1
  }

  /// The space that it names; generic where it names none.
  public var space: PTXSpace {
    for modifier in modifiers {
      let word = modifier.prefix { $0 != ":" }
      if let space = PTXSpace(rawValue: String(word)), space != .generic { return space }
    }
    return .generic
  }
}

/// How many instructions of each class a kernel has in its text.
public struct InstructionMix: Sendable, Equatable, Encodable {
  /// The instructions of a class.
  public struct Row: Sendable, Equatable, Encodable {
    /// The class.
    public let group: InstructionClass
    /// How many instructions the text has of it.
    public let instructions: Int
    /// Their share of all, in per cent.
    public let percent: Double

    enum CodingKeys: String, CodingKey {
      case group = "class"
      case instructions
      case percent
    }

    /// Writes the key of the class, the count and the share.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(group.key, forKey: .group)
      try container.encode(instructions, forKey: .instructions)
      try container.encode(percent, forKey: .percent)
    }
  }

  /// The classes that occur, by what they do and then by space.
  public let rows: [Row]

  /// The mix of instructions that are counted by class.
  init(_ counts: [InstructionClass: Int]) {
    let total = counts.values.reduce(0, +)
    let order = Dictionary(uniqueKeysWithValues: InstructionClass.Kind.allCases.enumerated().map { ($1, $0) })
    rows = counts.map { group, count in
      Row(group: group, instructions: count, percent: total > 0 ? 100 * Double(count) / Double(total) : 0)
    }.sorted {
      (order[$0.group.kind] ?? 0, $0.group.key) < (order[$1.group.kind] ?? 0, $1.group.key)
    }
  }

  /// Writes the rows.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rows)
  }
}

/// Two PTX files side by side: their kernels are paired by name, and what is left over by order.
public struct InspectionComparison: Sendable, Equatable, Encodable {
  /// A number of both kernels of a pair.
  public struct Difference: Sendable, Equatable, Encodable {
    /// What it is, as a key with its unit, such as `shared_bytes` or `instructions_fp32`, or the spelling of a memory
    /// instruction that is counted.
    public let metric: String
    /// That of the first file.
    public let first: Double?
    /// That of the second file.
    public let second: Double?
    /// The second less the first; missing where one of them is.
    public let difference: Double?
  }

  /// A kernel of each file.
  public struct Pair: Sendable, Equatable, Encodable {
    /// The kernel of the first file.
    public let first: String
    /// The kernel of the second file.
    public let second: String
    /// Their numbers.
    public let differences: [Difference]
  }

  /// The first file.
  public let first: ModuleInspection
  /// The second file.
  public let second: ModuleInspection
  /// The kernels that are compared.
  public let pairs: [Pair]

  /// Compares two inspections.
  public init(_ first: ModuleInspection, _ second: ModuleInspection) {
    self.first = first
    self.second = second
    var pairs: [(InspectedKernel, InspectedKernel)] = []
    var left: [InspectedKernel] = []
    var right = second.kernels
    for kernel in first.kernels {
      if let index = right.firstIndex(where: { $0.name == kernel.name }) {
        pairs.append((kernel, right.remove(at: index)))
      } else {
        left.append(kernel)
      }
    }
    pairs += zip(left, right)
    self.pairs = pairs.map { Pair(first: $0.name, second: $1.name, differences: Self.differences($0, $1)) }
  }

  private static func differences(_ a: InspectedKernel, _ b: InspectedKernel) -> [Difference] {
    var list: [Difference] = []
    func add(_ metric: String, _ first: Double?, _ second: Double?) {
      var difference: Double?
      if let first, let second { difference = second - first }
      list.append(Difference(metric: metric, first: first, second: second, difference: difference))
    }
    func add(_ metric: String, _ value: (InspectedKernel) -> Int) { add(metric, Double(value(a)), Double(value(b))) }
    add("registers") { $0.registers.count }
    add("shared_bytes") { $0.sharedBytes }
    add("local_bytes") { $0.localBytes }
    add("constant_bytes") { $0.constantBytes }
    add("parameter_bytes") { $0.parameterBytes }
    add("threads_per_cta") { $0.block.threads }
    add("occupancy_percent", a.occupancy?.percent, b.occupancy?.percent)
    add("ctas_per_sm", a.occupancy.map { Double($0.ctas) }, b.occupancy.map { Double($0.ctas) })
    add("unsupported_instructions") { $0.unsupported.reduce(0) { $0 + $1.count } }
    add("instructions") { $0.instructions }
    var groups = a.mix.rows.map(\.group)
    groups += b.mix.rows.map(\.group).filter { !groups.contains($0) }
    for group in groups {
      add("instructions_\(group.key)") { $0.mix.rows.first { $0.group == group }?.instructions ?? 0 }
    }
    var spellings = a.memory.map(\.instruction)
    spellings += b.memory.map(\.instruction).filter { !spellings.contains($0) }
    for spelling in spellings {
      add(spelling) { $0.memory.first { $0.instruction == spelling }?.count ?? 0 }
    }
    return list
  }
}

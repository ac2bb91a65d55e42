public import Trace

/// The role of each kernel name of a trace, decided once for each name instead of once for each span.
public struct RoleTable: Sendable {
  private var isCommunication: [Bool]

  /// Decides the names that `spans` use for kernels.
  public init(spans: some Sequence<TraceSpan>, names: NameTable, patterns: CommunicationPatterns) {
    self.init(
      names: spans.lazy.filter { $0.category == .kernel }.map(\.name), texts: { names[$0] }, count: names.count,
      patterns: patterns)
  }

  /// Decides the given names, of a table with `count` texts.
  public init(
    names: some Sequence<NameID>, texts: (NameID) -> String, count: Int, patterns: CommunicationPatterns
  ) {
    isCommunication = Array(repeating: false, count: count)
    var isDecided = [Bool](repeating: false, count: count)
    let matches = patterns.matcher()
    for name in names {
      let index = Int(name.rawValue)
      guard !isDecided[index] else { continue }
      isDecided[index] = true
      isCommunication[index] = matches(texts(name))
    }
  }

  /// The role of a kernel's name.
  public func role(ofKernel name: NameID) -> KernelRole {
    let index = Int(name.rawValue)
    return index < isCommunication.count && isCommunication[index] ? .communication : .compute
  }

  /// The role of a piece of GPU work.
  public func role(of name: NameID, category: SpanCategory) -> KernelRole {
    category == .memoryCopy || category == .memorySet ? .memory : role(ofKernel: name)
  }
}

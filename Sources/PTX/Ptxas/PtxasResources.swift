/// What `ptxas -v` reports of a kernel.
public struct PtxasResources: Sendable, Hashable {
  /// 32-bit registers of a thread.
  public var registers = 0
  /// Bytes of a thread that are stored because registers run out.
  public var spillStoreBytes = 0
  /// Bytes of a thread that are loaded back.
  public var spillLoadBytes = 0
  /// Bytes of a thread's stack.
  public var stackBytes = 0
  /// Static shared memory of a CTA, in bytes.
  public var sharedBytes = 0
  /// Hardware barriers.
  public var barriers = 0

  /// Resources of which nothing is known yet.
  public init() {}

  /// The kernels of a report, by name.
  public static func parse(_ report: String) -> [String: PtxasResources] {
    var kernels: [String: PtxasResources] = [:]
    var current = PtxasResources()
    var name: String?
    var hasStack = false
    for line in report.split(whereSeparator: \.isNewline) {
      if line.contains("Compiling entry function") {
        let parts = line.split(separator: "'")
        name = parts.count > 1 ? String(parts[1]) : nil
        current = PtxasResources()
        hasStack = false
        continue
      }
      // The properties of functions that a kernel calls follow its own.
      guard let kernel = name else { continue }
      if line.contains("bytes stack frame") && !hasStack {
        hasStack = true
        current.stackBytes = number(before: "bytes stack frame", in: line) ?? 0
        current.spillStoreBytes = number(before: "bytes spill stores", in: line) ?? 0
        current.spillLoadBytes = number(before: "bytes spill loads", in: line) ?? 0
      }
      if let registers = number(before: "registers", in: line), line.contains("Used ") {
        current.registers = registers
        current.barriers = number(before: "barriers", in: line) ?? 0
        current.sharedBytes = number(before: "bytes smem", in: line) ?? 0
        kernels[kernel] = current
        name = nil
      }
    }
    return kernels
  }

  /// The number in front of words of a line.
  private static func number(before words: String, in line: Substring) -> Int? {
    let parts = line.split { " ,".contains($0) }
    let wanted = words.split(separator: " ")
    for index in parts.indices.dropLast(wanted.count)
    where parts[(index + 1)...].prefix(wanted.count).elementsEqual(wanted) {
      return Int(parts[index])
    }
    return nil
  }
}

public import KernelSimulator

/// Times of bundled kernels by shape and SMs, so that a step needs no kernel simulated while a knob moves.
///
/// As text a line is `KERNEL SHAPE@SMS NANOSECONDS`.
public struct KernelTimeTable: Sendable, Equatable {
  private var times: [String: [Int: Int64]] = [:]

  /// An empty table.
  public init() {}

  /// A table from its text.
  ///
  /// - Throws: `RunError.kernelTimeLine` for a line that is none.
  public init(text: String) throws(RunError) { try add(text) }

  /// Adds the times of a text; those that are known already are replaced.
  ///
  /// - Throws: `RunError.kernelTimeLine` for a line that is none.
  public mutating func add(_ text: String) throws(RunError) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() where !line.isEmpty
    {
      guard let space = line.lastIndex(of: " "), let at = line[..<space].lastIndex(of: "@"),
        let sms = Int(line[line.index(after: at)..<space]), let time = Int64(line[line.index(after: space)...]),
        sms > 0, time > 0
      else { throw .kernelTimeLine(line: index + 1) }
      times[String(line[..<at]), default: [:]][sms] = time
    }
  }

  /// Adds the times of another table; those that are known already are replaced.
  public mutating func add(_ other: KernelTimeTable) {
    for (key, bySMs) in other.times { times[key, default: [:]].merge(bySMs) { _, new in new } }
  }

  /// Its text, sorted.
  public var text: String {
    times.sorted { $0.key < $1.key }.flatMap { key, bySMs in
      bySMs.sorted { $0.key < $1.key }.map { "\(key)@\($0.key) \($0.value)\n" }
    }.joined()
  }

  /// How many times it has.
  public var count: Int { times.values.reduce(0) { $0 + $1.count } }

  /// Whether it has a kernel on that many SMs.
  public func has(_ key: String, sms: Int) -> Bool { times[key]?[sms] != nil }

  /// A kernel's time on some SMs, in nanoseconds; between and beyond the numbers of SMs that were simulated linear in
  /// the time that a unit of work takes one SM. `nil` where the kernel is not in the table.
  public func time(_ key: String, sms: Int) -> Int64? {
    guard let known = times[key] else { return nil }
    if let exact = known[sms] { return exact }
    let sorted = known.sorted { $0.key < $1.key }
    guard let first = sorted.first, let last = sorted.last, sms > 0 else { return nil }
    guard sorted.count > 1 else { return max(1, first.value * Int64(first.key) / Int64(sms)) }
    var low = first
    var high = last
    for (left, right) in zip(sorted, sorted.dropFirst()) where left.key <= sms {
      low = left
      high = right
    }
    let position = (1 / Double(sms) - 1 / Double(high.key)) / (1 / Double(low.key) - 1 / Double(high.key))
    let time = Double(high.value) + position * Double(low.value - high.value)
    return max(1, Int64(time.rounded()))
  }

  /// Keeps the time of a kernel on some SMs, in nanoseconds.
  mutating func set(_ key: String, sms: Int, _ time: Int64) { times[key, default: [:]][sms] = time }

  /// Simulates a kernel on some SMs and keeps its time.
  ///
  /// - Throws: `KernelTimingError` where it cannot be timed, `RunError` where the key names no kernel and shape.
  public mutating func simulate(_ key: String, sms: Int, _ parameters: KernelTimingParameters) throws {
    times[key, default: [:]][sms] = try Self.simulated(key, sms: sms, parameters)
  }

  /// The simulated time of a kernel on some SMs, in nanoseconds.
  ///
  /// - Throws: As `simulate`.
  public static func simulated(_ key: String, sms: Int, _ parameters: KernelTimingParameters) throws -> Int64 {
    let named = try KernelKey(key)
    let timing = try named.kernel.timing(
      named.shape, parameters: parameters, options: KernelTimingOptions(multiprocessors: sms))
    return Int64(timing.nanoseconds.rounded())
  }
}

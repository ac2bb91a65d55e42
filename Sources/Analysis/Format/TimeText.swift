/// Times as people type them.
public enum TimeText {
  /// The nanoseconds of `45.1ms`, `300us`, `1.2s`, `2min` or plain `12345` (nanoseconds); `nil` where it is no time.
  ///
  /// The decimal text is read digit by digit: `45.123456ms` is exact.
  public static func nanoseconds(_ text: String) -> Int64? {
    let units: [(String, Int64)] = [
      ("ns", 1), ("us", 1_000), ("µs", 1_000), ("ms", 1_000_000), ("min", 60_000_000_000), ("s", 1_000_000_000),
    ]
    let unit = units.first { text.hasSuffix($0.0) }
    let scale = unit?.1 ?? 1
    let number = text.dropLast(unit?.0.count ?? 0)
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), !number.isEmpty, number != "." else { return nil }
    guard parts.allSatisfy({ $0.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }) else { return nil }
    guard let whole = parts[0].isEmpty ? 0 : Int64(parts[0]) else { return nil }
    let (base, overflow) = whole.multipliedReportingOverflow(by: scale)
    guard !overflow else { return nil }
    var fraction: Int64 = 0
    var place = scale
    for digit in parts.count > 1 ? parts[1] : "" {
      place /= 10
      fraction += place * Int64(digit.wholeNumberValue ?? 0)
    }
    let (sum, sumOverflow) = base.addingReportingOverflow(fraction)
    return sumOverflow ? nil : sum
  }
}

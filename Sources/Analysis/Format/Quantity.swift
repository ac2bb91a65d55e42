/// Numbers as people read them: three to four significant digits and a unit that fits the size.
public enum Quantity {
  /// A duration of nanoseconds: `0 ns`, `640 ns`, `4.19 ms`, `128.5 ms`, `19.93 s`, `2.1 min`.
  public static func duration(_ nanoseconds: Int64) -> String {
    let magnitude = nanoseconds.magnitude
    let value = Double(nanoseconds)
    if magnitude < 1_000 { return "\(nanoseconds) ns" }
    if magnitude < 999_950 { return significant(value / 1e3) + " us" }
    if magnitude < 999_950_000 { return significant(value / 1e6) + " ms" }
    if magnitude < 600_000_000_000 { return significant(value / 1e9) + " s" }
    return significant(value / 60e9) + " min"
  }

  /// A time on the axis of a view, with as many digits as a step of `resolution` nanoseconds needs.
  public static func time(_ nanoseconds: Int64, resolution: Int64) -> String {
    let scales: [(Double, String, Int)] = [(1, "ns", 0), (1e3, "us", 3), (1e6, "ms", 6), (1e9, "s", 9)]
    let magnitude = Double(nanoseconds.magnitude)
    let scale = scales.last { magnitude >= $0.0 } ?? scales[0]
    var digits = scale.2
    var step = max(1, resolution)
    while digits > 0 && step >= 10 {
      step /= 10
      digits -= 1
    }
    return fixed(Double(nanoseconds) / scale.0, digits: digits) + " " + scale.1
  }

  /// A size in bytes by powers of 1024, as memory is counted: `332 B`, `199 KiB`, `50 MiB`.
  public static func bytes(_ count: Int64) -> String {
    let magnitude = Double(count.magnitude)
    if magnitude < 1024 { return "\(count) B" }
    if magnitude < 1024 * 1024 { return significant(Double(count) / 1024) + " KiB" }
    if magnitude < 1024 * 1024 * 1024 { return significant(Double(count) / 1_048_576) + " MiB" }
    return significant(Double(count) / 1_073_741_824) + " GiB"
  }

  /// A share in per cent with one digit.
  public static func percent(_ value: Double) -> String {
    fixed(value, digits: 1) + " %"
  }

  /// A count with thin groups of three: `1 547 840`.
  public static func count(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var grouped = ""
    for (offset, digit) in digits.enumerated() {
      if offset > 0 && (digits.count - offset).isMultiple(of: 3) { grouped.append(" ") }
      grouped.append(digit)
    }
    return value < 0 ? "-" + grouped : grouped
  }

  /// A count with its noun: `1 kernel`, `1 547 kernels`.
  public static func count(_ value: Int, _ noun: String) -> String {
    value == 1 ? "1 \(noun)" : "\(count(value)) \(noun)s"
  }

  /// A number with two digits below ten, one below a thousand and none above.
  public static func significant(_ value: Double) -> String {
    let magnitude = value.magnitude
    return fixed(value, digits: magnitude < 9.995 ? 2 : magnitude < 999.95 ? 1 : 0)
  }

  /// A number with a fixed number of digits after the point, rounded half away from zero.
  public static func fixed(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 9e18 else { return "\(value)" }
    let text = String(UInt64(scaled))
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard digits > 0 else { return sign + text }
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    return sign + padded.dropLast(digits) + "." + padded.suffix(digits)
  }
}

import Analysis

/// Times on the command line.
enum TimeOption {
  /// The nanoseconds of `45.1ms`.
  static func nanoseconds(_ text: String, _ option: String) throws -> Int64 {
    guard let time = TimeText.nanoseconds(text) else {
      throw Failure(.usage, "\(option) '\(text)' is no time; write 45.1ms, 300us, 1.2s or 12345 (ns)")
    }
    return time
  }

  /// The range of `45.1ms..60ms`.
  static func range(_ text: String, _ option: String) throws -> Range<Int64> {
    guard let dots = text.range(of: "..") else {
      throw Failure(.usage, "\(option) '\(text)' is no range of time; write 45.1ms..60ms")
    }
    let from = try nanoseconds(String(text[..<dots.lowerBound]), option)
    let to = try nanoseconds(String(text[dots.upperBound...]), option)
    guard from < to else { throw Failure(.usage, "\(option) '\(text)': the range ends before it begins") }
    return from..<to
  }
}

extension String {
  /// The first place where a text occurs.
  func range(of text: String) -> Range<Index>? {
    indices.first { self[$0...].hasPrefix(text) }.map { $0..<index($0, offsetBy: text.count) }
  }
}

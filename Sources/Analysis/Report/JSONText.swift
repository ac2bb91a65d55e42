import FoundationEssentials

/// Findings as JSON: keys sorted, slashes unescaped, so that the same finding gives the same bytes.
public enum JSONText {
  /// The JSON text of a finding, with a line feed at its end.
  ///
  /// - Throws: an `EncodingError` for a number that JSON cannot hold.
  public static func encode(_ finding: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(finding), as: UTF8.self) + "\n"
  }
}

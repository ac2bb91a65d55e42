import Foundation
public import Testing

/// Real traces and published numbers that lie beside the project and are not part of it. Tests that need them are
/// skipped, with a reason, where they are missing.
public enum SharedFiles {
  /// The folder: `TUIPERF_SHARED`, or `shared` in one of the folders above this one.
  public static let folder: String? = {
    if let given = ProcessInfo.processInfo.environment["TUIPERF_SHARED"] { return given }
    var folder = URL(fileURLWithPath: #filePath)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let candidate = folder.appendingPathComponent("shared").path
      if FileManager.default.fileExists(atPath: candidate + "/traces") { return candidate }
    }
    return nil
  }()

  /// Whether the folder is there.
  public static var areAvailable: Bool { folder != nil }

  /// Why a test is skipped without it.
  public static let reason: Comment = "the real traces are not beside the project; set TUIPERF_SHARED to their folder"

  /// The path of one of the files.
  public static func path(_ name: String) -> String { (folder ?? "/nonexistent") + "/" + name }

  /// The rows of a CSV file as dictionaries by the titles of its first line.
  public static func rows(of name: String) throws -> [[String: String]] {
    let text = try String(contentsOfFile: path(name), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map { fields(of: $0) }
    guard let titles = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(zip(titles, $0), uniquingKeysWith: { first, _ in first }) }
  }

  private static func fields(of line: Substring) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == "," && !isQuoted {
        fields.append("")
      } else {
        fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
}

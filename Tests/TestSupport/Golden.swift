import Foundation
public import Testing

/// Texts that are compared with files in a folder `Golden` beside the test.
///
/// With `TUIPERF_UPDATE_GOLDEN` set the files are written instead; read them before you commit them.
public enum Golden {
  /// Expects a text to be that of the file.
  public static func expect(
    _ text: String, is name: String, beside file: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let url = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Golden/\(name).txt")
    if ProcessInfo.processInfo.environment["TUIPERF_UPDATE_GOLDEN"] != nil {
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
      return
    }
    let expected = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    guard text != expected else { return }
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(old, new).prefix { $0 == $1 }.count
    func at(_ lines: [Substring]) -> Substring { line < lines.count ? lines[line] : "(nothing)" }
    Issue.record(
      "\(name) differs in line \(line + 1):\n-\(at(old))\n+\(at(new))\nwhole text:\n\(text)",
      sourceLocation: sourceLocation)
  }
}

import Glibc

/// The kinds of file that hold a trace.
public enum TraceFormat: Sendable, Equatable {
  /// tuiperf's own trace file.
  case tuiperf
  /// Another SQLite database: an Nsight Systems export, it is hoped.
  case nsightSystems
  /// Kineto or Chrome JSON.
  case json
  /// The same, compressed.
  case gzip

  /// The format of a file, told by its first bytes; its name does not matter.
  public static func detect(path: String) throws(ImportError) -> TraceFormat {
    let descriptor = try RawFile.open(path)
    defer { close(descriptor) }
    var head = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &head, head.count)
    if count < 0 { throw .notReadable(path: path, reason: String(cString: strerror(errno))) }
    if count == 0 { throw .empty(path: path) }
    let bytes = head[..<count]
    if bytes.starts(with: "SQLite format 3\0".utf8) {
      // The application id stands at byte 68 of a database's header, the highest byte first.
      return count >= 72 && bytes[68..<72].elementsEqual("tuip".utf8) ? .tuiperf : .nsightSystems
    }
    if bytes.starts(with: [0x1F, 0x8B]) { return .gzip }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
    guard let first = text.first(where: { $0 > 0x20 }) else {
      throw .notATrace(path: path, reason: "it begins with nothing but white space")
    }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      throw .notATrace(path: path, reason: "neither JSON nor gzip nor a SQLite database")
    }
    return .json
  }
}

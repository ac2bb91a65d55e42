/// How far an import has come.
public struct ImportProgress: Sendable, Equatable {
  /// Bytes of the file that have been read.
  public var doneBytes: Int64
  /// Bytes of the file.
  public var totalBytes: Int64
}

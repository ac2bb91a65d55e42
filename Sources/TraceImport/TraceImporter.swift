public import Trace

/// Turns files of other programs into traces.
public enum TraceImporter {
  /// Reads a file into memory, told by its content.
  ///
  /// - Parameters:
  ///   - kept: the categories of spans to keep; a summary needs few.
  ///   - strict: fail at the first event that cannot be read instead of skipping it.
  ///   - progress: called now and then; `false` stops with `ImportError.cancelled`.
  /// - Throws: `ImportError`.
  public static func load(
    path: String, keeping kept: SpanCategorySet = .all, strict: Bool = false,
    progress: @escaping (ImportProgress) -> Bool = { _ in true }
  ) throws(ImportError) -> TraceTables {
    let format = try TraceFormat.detect(path: path)
    let name = path.split(separator: "/").last.map { String($0) } ?? path
    switch format {
    case .json, .gzip:
      let source = try ByteSource(path: path, isCompressed: format == .gzip)
      var recorder = TraceRecorder(info: TraceInfo(origin: .chromeJSON, sourceName: name), keeping: kept)
      // Profilers write about this many bytes an event. Room that stays unused is never touched.
      if kept == .all, format == .json { recorder.reserve(spans: Int(clamping: source.totalBytes / 192)) }
      return try KinetoReader(source, into: recorder, strict: strict, progress: progress).read()
    case .nsightSystems, .tuiperf:
      let recorder = TraceRecorder(info: TraceInfo(origin: .nsightSystems, sourceName: name), keeping: kept)
      var reader = try NsightReader(path: path, into: recorder, progress: progress)
      return try reader.read()
    }
  }
}

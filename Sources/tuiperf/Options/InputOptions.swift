import ArgumentParser
import Trace
import TraceFile
import TraceImport

/// How a trace is read.
struct InputOptions: ParsableArguments {
  @Flag(help: "Fail at the first event that cannot be read instead of skipping it.")
  var strict = false

  /// The part of a trace that a finding needs, from a file of any kind.
  func tables(of path: String, keeping kept: SpanCategorySet) throws -> TraceTables {
    do {
      if try TraceFormat.detect(path: path) == .tuiperf {
        return try TraceFile.open(path).tables(keeping: kept)
      }
      return try load(path, keeping: kept)
    } catch let error as ImportError {
      throw Failure(error)
    } catch let error as TraceFileError {
      throw Failure(error)
    }
  }

  /// A trace file that is open: the file itself, or for another format a temporary one that is gone when it closes.
  func open(_ path: String) throws -> TraceFile {
    do {
      if try TraceFormat.detect(path: path) == .tuiperf { return try TraceFile.open(path) }
      return try TraceFile.temporary(try load(path, keeping: .all))
    } catch let error as ImportError {
      throw Failure(error)
    } catch let error as TraceFileError {
      throw Failure(error)
    }
  }

  /// A trace of any kind for the explorer.
  func explorable(_ path: String) throws -> ExplorableTrace {
    do {
      if try TraceFormat.detect(path: path) == .tuiperf { return try ExplorableTrace(path: path) }
      return try ExplorableTrace(try load(path, keeping: .all))
    } catch let error as ImportError {
      throw Failure(error)
    } catch let error as TraceFileError {
      throw Failure(error)
    }
  }

  /// Imports a file of another format, with a progress line and Ctrl-C.
  func load(_ path: String, keeping kept: SpanCategorySet) throws -> TraceTables {
    let line = ProgressLine("reading \(path)")
    defer { line.finish() }
    return try Interrupt.watching {
      try TraceImporter.load(path: path, keeping: kept, strict: strict) { progress in
        line.update(done: progress.doneBytes, of: progress.totalBytes)
      }
    }
  }
}

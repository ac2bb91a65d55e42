import Glibc
import RunSimulator
import Trace
import TraceFile

/// The trace that opens without a file: a simulated DualPipe step of DeepSeek-V3.
///
/// The bundled file is looked for where the program runs from a checkout or is installed. Without it the same run is
/// simulated, which gives the same trace bit for bit.
enum Sample {
  static let fileName = "deepseek-v3-dualpipe-pp16.tuiperf"
  static let scenario = "deepseek-v3"

  static func explorable() throws -> ExplorableTrace {
    do {
      if let path { return try ExplorableTrace(path: path) }
      return try ExplorableTrace(try simulate())
    } catch let error as TraceFileError {
      throw Failure(error)
    }
  }

  static func tables(keeping kept: SpanCategorySet) throws -> TraceTables {
    do {
      if let path { return try TraceFile.open(path).tables(keeping: kept) }
      return try simulate()
    } catch let error as TraceFileError {
      throw Failure(error)
    }
  }

  private static func simulate() throws -> TraceTables {
    try Simulation.tables(scenario: scenario, settings: [])
  }

  /// The bundled file: in `Traces` beside the current folder or above the program, or in `share/tuiperf`.
  private static var path: String? {
    var candidates = ["Traces/\(fileName)"]
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    if length > 0 {
      var folder = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)[...]
      while let slash = folder.lastIndex(of: "/") {
        folder = folder[..<slash]
        candidates.append("\(folder)/Traces/\(fileName)")
        candidates.append("\(folder)/share/tuiperf/\(fileName)")
      }
    }
    return candidates.first { access($0, R_OK) == 0 }
  }
}

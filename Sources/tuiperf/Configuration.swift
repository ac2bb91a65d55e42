import Analysis
import Explorer
import FoundationEssentials
import Glibc
import Terminal

/// What the user set in a JSON5 file: keys, palette, and which kernels communicate.
struct Configuration {
  var keys = KeyTable.standard
  var palette = Theme.Palette.dark
  var patterns: CommunicationPatterns?

  private struct File: Decodable {
    var keys: [String: [String]]?
    var palette: String?
    var communication: [String]?
  }

  /// Reads `TUIPERF_CONFIG`, or `tuiperf/config.json5` in the user's folder for configuration; the defaults where there
  /// is no such file.
  static func read() throws -> Configuration {
    guard let path = try path() else { return Configuration() }
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    let file: File
    do {
      file = try decoder.decode(File.self, from: Data(InputFile.text(of: path).utf8))
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.badInput, "\(path): not JSON5 with keys, palette and communication")
    }
    var configuration = Configuration()
    do {
      if let bindings = file.keys { configuration.keys = try KeyTable(replacing: bindings) }
      if let expressions = file.communication { configuration.patterns = try CommunicationPatterns(expressions) }
    } catch {
      throw Failure(.badInput, "\(path): \(error)")
    }
    if let name = file.palette {
      guard let palette = Theme.Palette(rawValue: name) else {
        let known = Theme.Palette.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure(.badInput, "\(path): there is no palette '\(name)'; the palettes are \(known)")
      }
      configuration.palette = palette
    }
    return configuration
  }

  private static func path() throws -> String? {
    if let given = Environment.text("TUIPERF_CONFIG") { return given }
    guard let folder = Environment.text("XDG_CONFIG_HOME") ?? Environment.text("HOME").map({ $0 + "/.config" }) else {
      return nil
    }
    let path = folder + "/tuiperf/config.json5"
    return access(path, F_OK) == 0 ? path : nil
  }
}

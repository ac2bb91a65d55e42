import Analysis
import Glibc
import KernelLibrary
import KernelSimulator
import PTX

/// Where a kernel comes from: a PTX file, or the bundled ones.
struct KernelSource {
  let module: PTXModule
  /// The PTX.
  let text: [UInt8]
  /// The bundled kernel; `nil` for a file.
  let bundled: BundledKernel?

  /// Why it was chosen; `nil` where it was named.
  let choice: String?

  /// The kernel of a file's path, of a bundled name, or of a work and a path.
  ///
  /// - Parameter shape: the dimensions as `name=value,...`, by which the tile of an FP8 GEMM is chosen.
  init(_ name: String, path: String?, shape: String? = nil) throws {
    guard access(name, F_OK) != 0 else {
      bundled = nil
      choice = nil
      text = try InputFile.bytes(of: name)
      module = PTXParser.parse(text, file: name)
      return
    }
    // Something with a folder or an ending was meant as a file.
    if name.contains("/") || name.contains(".") { throw Failure(.noInput, "\(name): no such file") }
    // `rmsnorm:ptx` names the work and the path.
    let words = name.split(separator: ":", maxSplits: 1).map(String.init)
    let kernel = try Self.bundled(words.first ?? name, path: words.count == 2 ? words[1] : path, shape)
    bundled = kernel
    let isNamed = kernel.name == words.first || FP8GEMMTile.of(kernel) == nil
    choice =
      isNamed
      ? nil : "\(kernel.name) chosen for the shape: fewest waves, then the fullest last one (DeepGEMM's rule)"
    text = Array(kernel.bytes)
    module = PTXParser.parse(text, file: "\(kernel.name).ptx")
  }

  private static func bundled(_ name: String, path: String?, _ shape: String?) throws -> BundledKernel {
    if let kernel = KernelLibrary.named(name) { return kernel }
    let candidates = KernelLibrary.all.filter { $0.work == name && (path == nil || $0.path.rawValue == path) }
    if candidates.count == 1 { return candidates[0] }
    if path != KernelPath.cuda.rawValue, let chosen = KernelLibrary.chosen(work: name, shape: try dimensions(shape)) {
      return chosen
    }
    if candidates.isEmpty {
      let suffix = path.map { " with path \($0)" } ?? ""
      throw Failure(.badInput, "no bundled kernel is named '\(name)'\(suffix); simulate kernel --list prints them")
    }
    throw Failure(
      .badInput, "'\(name)' is done by \(candidates.map(\.name).joined(separator: ", ")); name one of them")
  }

  /// The shape of a bundled kernel from `name=value,...`.
  func shape(_ text: String?) throws -> KernelShape {
    guard let bundled else { throw Failure(.usage, "--shape is for bundled kernels") }
    let given = try Self.dimensions(text)
    do {
      return try KernelShape(bundled.dimensions, given: given)
    } catch {
      throw Failure(.badInput, "\(bundled.name): \(error)")
    }
  }

  /// The dimensions of `name=value,...`.
  private static func dimensions(_ text: String?) throws -> [String: Int] {
    var given: [String: Int] = [:]
    for part in (text ?? "").split(separator: ",") {
      let words = part.split(separator: "=", omittingEmptySubsequences: false)
      guard words.count == 2, let value = Int(words[1]) else {
        throw Failure(.usage, "--shape: '\(part)' is not name=value")
      }
      given[String(words[0])] = value
    }
    return given
  }

  /// The bytes of a buffer's file.
  static func contents(_ path: String) throws(KernelArgumentError) -> [UInt8] {
    do {
      return try InputFile.bytes(of: path)
    } catch {
      throw KernelArgumentError("buffer=@\(path)", (error as? Failure)?.message ?? "cannot be read")
    }
  }

  /// The cores of this machine.
  static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Prints what could not be read of the file, a line each.
  ///
  /// - Throws: `Failure` with the last line where nothing is left.
  func reportDiagnostics() throws {
    if let choice { Console.error(choice) }
    let lines = module.diagnostics.map(\.description)
    guard !module.kernels.isEmpty else {
      for line in lines.dropLast() { Console.error(line) }
      throw Failure(.badInput, lines.last ?? InspectionError.noKernel(file: module.file).description)
    }
    for line in lines { Console.error(line) }
  }
}

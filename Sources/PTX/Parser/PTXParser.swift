/// Reads the PTX that nvcc, NVRTC, Triton and clang write.
///
/// The reader works on bytes: names are interned, and registers are found by their prefix and number, so that an operand
/// costs no allocation. What cannot be read becomes a diagnostic with its place; reading goes on behind it.
public enum PTXParser {
  /// The newest version of the ISA that is known.
  public static let newestVersion = PTXVersion(major: 9, minor: 5)

  /// The module of a text. It never fails: what could not be read is in the module's diagnostics.
  ///
  /// - Parameters:
  ///   - bytes: the text of a PTX file; zero bytes at its end are ignored.
  ///   - file: what diagnostics call it.
  public static func parse(_ bytes: UnsafeRawBufferPointer, file: String) -> PTXModule {
    let source = PTXSource(bytes)
    defer { source.deallocate() }
    if let problem = source.problem {
      var module = PTXModule(file: file)
      module.diagnostics.append(
        PTXDiagnostic(file: file, place: PTXPlace(line: 1, column: 1), message: problem))
      return module
    }
    var parser = ModuleParser(source: source, file: file)
    parser.parseModule()
    return parser.module
  }

  /// The module of a text.
  public static func parse(_ bytes: [UInt8], file: String) -> PTXModule {
    bytes.withUnsafeBytes { parse($0, file: file) }
  }
}

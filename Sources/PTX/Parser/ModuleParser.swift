/// Reads a PTX text by recursive descent.
struct ModuleParser {
  /// A name whose meaning is known at the end of its scope only: a label, mostly.
  struct Pending {
    var operand: Int
    var name: Int
    var isOwn: Bool
    var place: PTXPlace
  }

  /// A label by its name and scope.
  struct ScopedLabel {
    var name: Int
    var scope: Int32
    var previous: Int32
  }

  /// Where the things of an open scope start in the lists of the function.
  struct BodyScope {
    var number: Int32
    var bindings: Int
    var pending: Int
    var labels: Int
  }

  /// How the operands of an instruction are read.
  enum OpcodeForm {
    case plain
    case call
    case branch
  }

  var module: PTXModule
  var cursor: PTXCursor
  var names: NameTable
  var bindings: [NameBinding] = []
  var depth: Int32 = 0

  var opcodes: NameTable
  /// For each entry of `opcodes`: how its operands are read.
  var opcodeForms: [OpcodeForm] = []

  /// The function that is being read.
  var function = PTXFunction(
    kind: .function, name: "", linkage: .internalOnly, place: PTXPlace(line: 0, column: 0))
  /// The operands of the instruction that is being read.
  var ownOperands: [PTXOperand] = []
  var pending: [Pending] = []
  var scopedLabels: [ScopedLabel] = []
  var branchTargets: [[(name: Int, place: PTXPlace)]] = []
  /// The open scopes of the body, the outermost first.
  var scopes: [BodyScope] = []
  /// How many scopes the body has had.
  var scopeCount: Int32 = 0
  var location: Int32 = -1
  /// How many diagnostics there were when the function began.
  var diagnosticsBefore = 0
  var aliases: [(alias: String, target: String, place: PTXPlace)] = []

  /// More than any function has; what a damaged count would allocate otherwise has no bound.
  static let mostRegisters = 4_000_000
  static let mostDiagnosticsOfAFunction = 20

  init(source: PTXSource, file: String) {
    module = PTXModule(file: file)
    cursor = PTXCursor(source)
    names = NameTable(bytes: source.bytes)
    opcodes = NameTable(bytes: source.bytes)
    // They come first, so that their numbers are those of the cases.
    for name in source.specialNames { _ = names.intern(start: name.start, count: name.count) }
  }

  // MARK: - Errors

  func diagnostic(_ message: String, at place: PTXPlace? = nil) -> PTXDiagnostic {
    PTXDiagnostic(
      file: module.file, place: place ?? cursor.place, function: function.name.isEmpty ? nil : function.name,
      message: message)
  }

  func expected(_ what: String) -> PTXDiagnostic { diagnostic("expected \(what), found \(found)") }

  /// Notes a problem that reading can go on behind.
  mutating func report(_ message: String, at place: PTXPlace) {
    if module.diagnostics.count - diagnosticsBefore < Self.mostDiagnosticsOfAFunction {
      module.diagnostics.append(diagnostic(message, at: place))
    }
  }

  /// What stands here, for messages.
  private var found: String {
    if cursor.isAtEnd { return "the end of the file" }
    var copy = cursor
    if copy.byte == 0x2E { copy.advance() }
    let start = cursor.position
    while PTXCursor.continuesWord(copy.byte) || copy.byte == 0x25 { copy.advance() }
    if copy.position == start { copy.advance() }
    let byte = cursor.byte
    if byte < 0x20 || byte > 0x7E { return "byte \(byte)" }
    return "'" + cursor.text(PTXWord(start: start, count: min(copy.position - start, 40))) + "'"
  }

  mutating func expect(_ byte: UInt8) throws(PTXDiagnostic) {
    guard cursor.accept(byte) else { throw expected("'\(Character(UnicodeScalar(byte)))'") }
  }

  mutating func word(_ what: String) throws(PTXDiagnostic) -> PTXWord {
    let word = cursor.scanWord()
    guard !word.isEmpty else { throw expected(what) }
    cursor.skipBlanks()
    return word
  }

  /// The word behind a dot, as directives, types and spaces are written; `nil` where no dot stands here.
  mutating func dotWord() -> PTXWord? {
    guard cursor.byte == 0x2E, PTXCursor.startsWord(cursor.nextByte) else { return nil }
    cursor.advance()
    let word = cursor.scanWord()
    cursor.skipBlanks()
    return word
  }

  /// The word behind the dot that stands here, without stepping over it.
  func peekDotWord() -> PTXWord? {
    var copy = self.cursor
    guard copy.byte == 0x2E, PTXCursor.startsWord(copy.nextByte) else { return nil }
    copy.advance()
    return copy.scanWord()
  }

  func type(_ word: PTXWord) -> PTXType? {
    word.count <= 6 ? PTXType(spelling: Substring(cursor.text(word))) : nil
  }
}

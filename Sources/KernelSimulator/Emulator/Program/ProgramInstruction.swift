/// Where micro-operations come from.
struct ProgramInstruction: Sendable {
  /// The function, an index into the module's.
  var function: Int32
  /// The instruction within the function.
  var index: Int32
  /// The line of the PTX file.
  var line: Int32
}

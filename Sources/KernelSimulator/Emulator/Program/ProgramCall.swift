/// A call: what is called, and where the arguments and results lie in the caller's memory.
struct ProgramCall: Sendable {
  /// What is called.
  enum Target: Sendable {
    /// A decoded function.
    case function(Int)
    /// The function whose address a slot of 64-bit values holds.
    case indirect(slot: Int32)
    /// A function that the device provides.
    case builtIn(BuiltInFunction)
  }

  /// What is called.
  var target: Target
  /// The arguments, at offsets as in `ProgramFunction.Frame`.
  var arguments: [ProgramFunction.Frame]
  /// The results.
  var results: [ProgramFunction.Frame]
  /// The caller's slot of frame bases where the offsets are behind one.
  var frameSlot: Int32?
}

/// The functions that the device provides.
enum BuiltInFunction: String, Sendable {
  case print = "vprintf"
  case assertFail = "__assertfail"
}

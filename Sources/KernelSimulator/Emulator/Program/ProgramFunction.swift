/// A decoded kernel or function.
struct ProgramFunction: Sendable {
  /// A variable of the thread's own memory: a local variable or a parameter of a call.
  struct Frame: Sendable {
    /// Where it starts: in the thread's local memory, or behind the frame base of a function that calls itself.
    var offset: Int
    /// How large it is.
    var bytes: Int
  }

  /// A register that is kept while the function calls itself.
  struct Saved: Sendable {
    /// The slot.
    var offset: Int32
    /// 32, 64 or 128.
    var bits: Int32
  }

  /// Its name.
  var name: String
  /// Its first micro-operation.
  var entry: Int32 = 0
  /// Where its parameters lie.
  var parameters: [Frame] = []
  /// Where its results lie.
  var returns: [Frame] = []
  /// Whether a call of it can lead to another call of it before it returns.
  var isRecursive = false
  /// The slot of 32 return addresses.
  var returnSlot: Int32 = 0
  /// The slot of 32 frame bases of 64 bits, for a function that calls itself.
  var frameSlot: Int32 = 0
  /// The bytes of local memory that a frame of a function that calls itself takes.
  var frameBytes = 0
  /// Its registers.
  var saved: [Saved] = []
  /// Its predicates.
  var predicates: Range<Int32> = 0..<0
}

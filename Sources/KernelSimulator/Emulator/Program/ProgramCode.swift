/// The micro-operations of a kernel and of all that it calls, with their tables.
struct ProgramCode: Sendable {
  /// The micro-operations of all functions in a row; a place in the program is an index into them.
  var ops: [MicroOp] = []
  /// What they come from.
  var instructions: [ProgramInstruction] = []
  /// Slots that are filled before a warp starts; they lie below the registers.
  var constants: [ProgramConstant] = []
  /// The units of 128 bytes that the constants take.
  var constantUnits = 0
  /// The units of 128 bytes that the registers take.
  var registerUnits = 0
  /// The predicates.
  var predicateCount = Int(FixedPredicate.count)
  /// The accesses of memory instructions.
  var accesses: [MemoryAccess] = []
  /// The registers of vector accesses.
  var values: [AccessValue] = []
  /// The calls.
  var calls: [ProgramCall] = []
  /// The copies.
  var copies: [ProgramCopy] = []
  /// The matrix operations.
  var matrices: [ProgramMatrix] = []
  /// The places that indexed branches lead to.
  var branchTables: [[Int32]] = []
  /// The names of registers that are checked before they are read.
  var registerNames: [String] = []
  /// The functions; the kernel is the first.
  var functions: [ProgramFunction] = []
  /// The bytes of a thread's memory without the frames of functions that call themselves.
  var localBytes = 0
  /// The bytes of shared memory that variables take, behind what the system reserves.
  var sharedBytes = 0
  /// The alignment of dynamic shared memory.
  var dynamicSharedAlignment = 16
  /// Whether a function calls itself.
  var hasRecursion = false
  /// Whether CTAs can tell each other something: atomics, volatile and ordered accesses of global memory.
  var communicates = false
  /// Whether CTAs of a cluster reach each other.
  var usesClusters = false
  /// What is not supported.
  var unsupported: [UnsupportedInstruction] = []
}

/// What passed between the levels of memory.
struct MemoryCounts: Sendable, Equatable {
  /// Requests of loads, stores and atomics to global memory: one a warp-instruction.
  var requests = 0
  /// Sectors of 32 bytes that the requests touched.
  var sectors = 0
  /// Sectors of loads that L1 was asked for, and those that it had.
  var l1Sectors = 0
  var l1Hits = 0
  /// Sectors that L2 was asked for, and those that it had.
  var l2Sectors = 0
  var l2Hits = 0
  /// Bytes from L2, to L2, from memory and to memory.
  var l2ReadBytes = 0
  var l2WriteBytes = 0
  /// Cycles that L2 needs for the reads and for the writes, where reads of several SMs are served at once their part.
  var l2ReadCycles = 0.0
  var l2WriteCycles = 0.0
  var memoryReadBytes = 0
  var memoryWriteBytes = 0
  /// Accesses of shared memory, the passes that they took, and those beyond the fewest possible.
  var sharedRequests = 0
  var sharedPasses = 0
  var bankConflicts = 0
  /// Cycles that L1 and shared memory were busy.
  var l1Passes = 0.0
}

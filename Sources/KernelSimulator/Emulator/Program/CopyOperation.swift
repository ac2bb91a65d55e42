/// Copies that other engines than the warp make.
enum CopyOperation: UInt8, Sendable {
  /// `cp.async`: 4, 8 or 16 bytes a lane.
  case async
  /// `cp.async.mbarrier.arrive`; `flags` 1 says `.noinc`.
  case asyncArrive
  /// `cp.async.bulk` to shared memory, from global memory or from shared memory.
  case bulkToShared
  /// `cp.async.bulk` to global memory.
  case bulkToGlobal
  /// `cp.async.bulk.tensor` to shared memory.
  case tensorToShared
  /// `cp.async.bulk.tensor` to global memory.
  case tensorToGlobal
  /// `st.async`
  case store
  /// `red.async`
  case reduce
}

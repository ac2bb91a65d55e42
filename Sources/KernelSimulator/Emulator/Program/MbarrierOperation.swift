/// Operations on an mbarrier object.
enum MbarrierOperation: UInt8, Sendable {
  case initialize, invalidate
  case arrive, arriveDrop, arriveExpect, arriveDropExpect
  case expect, complete
  case testWait, testParity, tryWait, tryParity
  case pendingCount
}

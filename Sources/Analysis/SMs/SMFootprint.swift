import GPU
import Trace

/// What one CTA of a launch shape takes of an SM.
struct SMFootprint {
  let warps: Int
  let registers: Int
  let shared: Int
  /// CTAs of this shape that fit an empty SM.
  let ctasPerSM: Int

  /// The footprint of a shape; `nil` where the shape is unknown or the device could not launch it. Registers that are
  /// not recorded take no room.
  init?(_ shape: LaunchShape, on gpu: GPUDevice) {
    guard shape.threadsPerCTA > 0,
      let occupancy = try? gpu.occupancy(
        threadsPerCTA: shape.threadsPerCTA, registersPerThread: shape.registersPerThread ?? 0,
        sharedBytesPerCTA: shape.sharedBytes ?? 0)
    else { return nil }
    warps = occupancy.warpsPerCTA
    registers = occupancy.registersPerCTA
    shared = occupancy.sharedBytesPerCTA
    ctasPerSM = occupancy.ctasPerSM
  }
}

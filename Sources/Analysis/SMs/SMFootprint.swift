import GPU
import Trace

/// What one CTA of a launch shape takes of an SM, packed as `SMBoard` packs its rooms.
struct SMFootprint {
  /// Shared memory in bits 0 to 15, registers in 16 to 31, warps in 32 to 39 and CTAs in 40 to 47, in the units in which
  /// the hardware hands them out.
  let packed: UInt64

  /// The footprint of a shape; `nil` where the shape is unknown or the device could not launch it. Registers that are
  /// not recorded take no room.
  init?(_ shape: LaunchShape, on gpu: GPUDevice) {
    guard shape.threadsPerCTA > 0,
      let occupancy = try? gpu.occupancy(
        threadsPerCTA: shape.threadsPerCTA, registersPerThread: shape.registersPerThread ?? 0,
        sharedBytesPerCTA: shape.sharedBytes ?? 0)
    else { return nil }
    packed = Self.pack(
      shared: occupancy.sharedBytesPerCTA, registers: occupancy.registersPerCTA, warps: occupancy.warpsPerCTA, ctas: 1,
      limits: gpu.limits)
  }

  /// Amounts of the four resources as one word.
  static func pack(shared: Int, registers: Int, warps: Int, ctas: Int, limits: SMLimits) -> UInt64 {
    UInt64(shared / limits.sharedUnit) | UInt64(registers / limits.registerUnit) << 16 | UInt64(warps) << 32
      | UInt64(ctas) << 40
  }

  /// How many CTAs fit into a room.
  func count(in room: UInt64) -> Int {
    func lane(_ shift: UInt64, _ mask: UInt64) -> Int {
      let need = packed >> shift & mask
      return need == 0 ? .max : Int(room >> shift & mask) / Int(need)
    }
    return min(lane(0, 0xFFFF), lane(16, 0xFFFF), lane(32, 0xFF), lane(40, 0xFF))
  }
}

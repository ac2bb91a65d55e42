import GPU
import PTX

/// The threads of a CTA that the occupancy is computed for.
public struct InspectedBlock: Sendable, Equatable, Encodable {
  /// Where the number comes from.
  public enum Origin: String, Sendable, Equatable, Encodable {
    /// The user gave it.
    case given
    /// The launch bounds state it.
    case launchBounds = "launch_bounds"
    /// It is the smallest CTA of at least 128 threads that reaches the highest occupancy.
    case suggested
  }

  /// Threads of a CTA.
  public let threads: Int
  /// Where the number comes from.
  public let origin: Origin

  /// The CTA of a kernel: as given, as its launch bounds state it, or the one that fills the device best.
  init(
    given: Int?, bounds: PTXLaunchBounds, device: GPUDevice, registers: Int, sharedBytes: Int, barriers: Int
  ) {
    if let given {
      threads = given
      origin = .given
    } else if let stated = bounds.threads {
      threads = stated
      origin = .launchBounds
    } else {
      var best = (threads: 128, warps: 0)
      for threads in stride(from: 128, through: device.limits.threadsPerCTA, by: 32) {
        let occupancy = try? device.occupancy(
          threadsPerCTA: threads, registersPerThread: registers, sharedBytesPerCTA: sharedBytes,
          barriersPerCTA: barriers)
        if let warps = occupancy?.warpsPerSM, warps > best.warps { best = (threads, warps) }
      }
      threads = best.threads
      origin = .suggested
    }
  }
}

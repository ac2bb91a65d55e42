import GPU
import KernelSimulator

/// What a load from memory takes and what memory delivers while kernels compute.
struct MemoryLoad: Sendable, Equatable {
  /// A load that has memory to itself, in nanoseconds.
  let latency: Double
  /// A load beside a kernel that is bound by memory: by Little's law all that is in flight over the bandwidth, with a load
  /// of 16 bytes of every thread that the computing SMs can hold.
  let busyLatency: Double
  /// Bytes a second of memory.
  let bytesPerSecond: Double

  /// HM038: 656 cycles at 1,755 MHz.
  static let latencyOfH800 = 656 / 1.755

  /// - Parameter sms: those that compute.
  init(_ parameters: KernelTimingParameters, sms: Int) {
    latency = Self.latencyOfH800
    bytesPerSecond =
      Double(parameters.device.memoryBytesPerSecond?.value ?? 0) * parameters.memoryEfficiency.value
    let inFlight = Double(16 * 2048 * sms)
    busyLatency = bytesPerSecond > 0 ? max(latency, inFlight / bytesPerSecond * 1e9) : latency
  }
}

/// Where a kernel stands under the roofline of one precision and one level of memory.
public struct RooflinePoint: Sendable, Equatable, Codable {
  /// `fp8`, `bf16` and `tf32` for tensor cores, `half`, `fp32`, `fp64` for the other pipes.
  public let precision: String
  /// `l1`, `l2` or `dram`.
  public let level: String
  /// Operations a byte that passes the level.
  public let operationsPerByte: Double
  /// Operations that the kernel does, in TFLOPS: those of all lanes, so an upper bound where lanes are switched off.
  public let teraflops: Double
  /// What the roof allows at that many operations a byte, in TFLOPS.
  public let roofTeraflops: Double
  /// The flat roof: the peak of the pipe, in TFLOPS.
  public let peakTeraflops: Double
  /// The slope: the peak bandwidth of the level, in bytes a second.
  public let bandwidth: Double
  /// Whether the slope of the level's bandwidth is what limits, not the flat roof of the pipe.
  public let isMemoryBound: Bool

  enum CodingKeys: String, CodingKey {
    case precision, level
    case operationsPerByte = "flop_per_byte"
    case teraflops = "tflops"
    case roofTeraflops = "roof_tflops"
    case peakTeraflops = "peak_tflops"
    case bandwidth = "peak_bytes_per_s"
    case isMemoryBound = "memory_bound"
  }
}

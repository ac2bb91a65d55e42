/// What a trace of an overlapped chunk shows of the claims; what it does not show is `nil`.
public struct TraceFigures: Sendable, Equatable, Encodable {
  /// The file or the publication.
  public let source: String
  /// From the first kernel to the last, in nanoseconds.
  public var span: Int64
  /// The part of communication that computation hides, in per cent.
  public var hiddenPercent: Double?
  /// The time in communication without computation beside it, in per cent of the span.
  public var exposedPercent: Double?
  /// CTAs of dispatch and combine, each alone on its SM.
  public var communicationSMs: Int?
  /// CTAs of the GEMM kernel that takes most time.
  public var matrixSMs: Int?
  /// The part of kernel time, communication aside, in FP8 GEMMs, in per cent.
  public var fp8Percent: Double?
  /// The median dispatch, in nanoseconds; the mean of the medians where there are several kernels.
  public var dispatch: Int64?
  /// The median combine, likewise.
  public var combine: Int64?
  /// Registers a thread of the GEMM kernel that takes most time.
  public var matrixRegisters: Int?
  /// Its threads a CTA.
  public var matrixThreads: Int?

  enum CodingKeys: String, CodingKey {
    case source
    case span = "span_ns"
    case hiddenPercent = "communication_hidden_percent"
    case exposedPercent = "exposed_communication_percent"
    case communicationSMs = "communication_sms"
    case matrixSMs = "gemm_sms"
    case fp8Percent = "fp8_gemm_percent"
    case dispatch = "dispatch_median_ns"
    case combine = "combine_median_ns"
    case matrixRegisters = "gemm_registers_per_thread"
    case matrixThreads = "gemm_threads_per_cta"
  }

  /// The published trace of DeepSeek-V3's training on H800, rank 0 of 64 (deepseek-ai/profile-data, train.json: four
  /// layers of experts, a forward and a backward chunk overlapped; routing was balanced by hand). Rows TR01, TR12, TR14,
  /// TR17, TR20, TR22 to TR24, TR43 to TR50, and the launches of KT002 to KT012.
  public static let published = TraceFigures(
    source: "deepseek-ai/profile-data, train.json (H800)", span: 129_012_000, hiddenPercent: 96.3, exposedPercent: 3.24,
    communicationSMs: 20, matrixSMs: 112, fp8Percent: 57.1, dispatch: 3_880_000, combine: 6_063_000,
    matrixRegisters: 168, matrixThreads: 384)
}

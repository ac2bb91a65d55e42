extension GPUDevice {
  /// Every device that the program knows; the first is the default.
  public static let catalogue: [GPUDevice] = [
    h800SXM, h800PCIe, h100SXM, h100PCIe, h200SXM, a100SXM, b200SXM,
  ]

  private static let trace = "deviceProperties of deepseek-ai/profile-data@de0b460 train.json"
  private static let hopperGuide = "NVIDIA Hopper Tuning Guide"
  private static let h100Sheet = "NVIDIA H100 Tensor Core GPU data sheet"
  private static let h200Sheet = "NVIDIA H200 Tensor Core GPU data sheet"
  private static let a100Paper = "NVIDIA A100 Tensor Core GPU Architecture white paper"
  private static let luo = "Luo et al., arXiv 2402.13499"
  private static let flashMLA = "deepseek-ai/FlashMLA@9241ae3 docs/20250422-new-kernel-deep-dive.md"
  private static let isca = "arXiv 2505.09343 section 4"
  private static let derivedFP8 = "132 SMs x 8192 FLOP a cycle x 1.83 GHz, from the BF16 rate of \(flashMLA)"

  /// The board that DeepSeek-V3 was trained on.
  public static let h800SXM = GPUDevice(
    id: "h800-sxm", name: "H800 SXM", capability: .init(major: 9, minor: 0), limits: hopper,
    multiprocessors: .init(132, trace),
    boostMegahertz: .init(1980, "deepseek-ai/DeepGEMM issue #120: 1980 MHz without load, 1575 MHz under load"),
    memoryBytes: .init(84_943_110_144, trace), memoryBytesPerSecond: .init(3_350_000_000_000, flashMLA),
    l2Bytes: .init(50 << 20, hopperGuide), nvlinkBytesPerSecond: .init(400_000_000_000, isca),
    denseBF16FLOPS: .init(989_000_000_000_000, flashMLA), denseFP8FLOPS: .init(1_979_000_000_000_000, derivedFP8),
    boardWatts: .init(700, "the H100 SXM's, taken to be the same: no data sheet of the H800 SXM is public"))

  /// The board of most published H800 micro-benchmarks.
  public static let h800PCIe = GPUDevice(
    id: "h800-pcie", name: "H800 PCIe", capability: .init(major: 9, minor: 0), limits: hopper,
    multiprocessors: .init(114, luo), boostMegahertz: .init(1755, luo), memoryBytes: .init(80_000_000_000, luo),
    memoryBytesPerSecond: .init(2_039_000_000_000, luo), l2Bytes: .init(50 << 20, hopperGuide),
    nvlinkBytesPerSecond: nil, denseBF16FLOPS: .init(756_500_000_000_000, luo), denseFP8FLOPS: nil,
    boardWatts: .init(350, luo))

  /// H100 with full NVLink.
  public static let h100SXM = GPUDevice(
    id: "h100-sxm", name: "H100 SXM", capability: .init(major: 9, minor: 0), limits: hopper,
    multiprocessors: .init(132, "NVIDIA H100 Tensor Core GPU Architecture white paper"),
    boostMegahertz: .init(1980, "te42kyfo/gpu-benches@1c36d50"), memoryBytes: .init(80_000_000_000, h100Sheet),
    memoryBytesPerSecond: .init(3_350_000_000_000, h100Sheet), l2Bytes: .init(50 << 20, hopperGuide),
    nvlinkBytesPerSecond: .init(900_000_000_000, hopperGuide),
    denseBF16FLOPS: .init(989_000_000_000_000, h100Sheet), denseFP8FLOPS: .init(1_979_000_000_000_000, h100Sheet),
    boardWatts: .init(700, h100Sheet))

  /// H100 as a PCIe card.
  public static let h100PCIe = GPUDevice(
    id: "h100-pcie", name: "H100 PCIe", capability: .init(major: 9, minor: 0), limits: hopper,
    multiprocessors: .init(114, "NVIDIA H100 Tensor Core GPU Architecture white paper"),
    boostMegahertz: .init(1755, "NVIDIA H100 PCIe product brief"), memoryBytes: .init(80_000_000_000, h100Sheet),
    memoryBytesPerSecond: .init(2_000_000_000_000, h100Sheet), l2Bytes: .init(50 << 20, hopperGuide),
    nvlinkBytesPerSecond: .init(600_000_000_000, h100Sheet),
    denseBF16FLOPS: .init(756_000_000_000_000, h100Sheet), denseFP8FLOPS: .init(1_513_000_000_000_000, h100Sheet))

  /// H100's chip with more and faster memory.
  public static let h200SXM = GPUDevice(
    id: "h200-sxm", name: "H200 SXM", capability: .init(major: 9, minor: 0), limits: hopper,
    multiprocessors: .init(132, "te42kyfo/gpu-benches@1c36d50"),
    boostMegahertz: .init(1980, "te42kyfo/gpu-benches@1c36d50"), memoryBytes: .init(141_000_000_000, h200Sheet),
    memoryBytesPerSecond: .init(4_800_000_000_000, h200Sheet), l2Bytes: .init(50 << 20, hopperGuide),
    nvlinkBytesPerSecond: .init(900_000_000_000, h200Sheet),
    denseBF16FLOPS: .init(989_000_000_000_000, h200Sheet), denseFP8FLOPS: .init(1_979_000_000_000_000, h200Sheet))

  /// The generation before Hopper; it has no FP8.
  public static let a100SXM = GPUDevice(
    id: "a100-sxm", name: "A100 SXM", capability: .init(major: 8, minor: 0), limits: ampere,
    multiprocessors: .init(108, a100Paper), boostMegahertz: .init(1410, a100Paper),
    memoryBytes: .init(80_000_000_000, "NVIDIA A100 80GB data sheet"),
    memoryBytesPerSecond: .init(2_039_000_000_000, "NVIDIA A100 80GB data sheet"), l2Bytes: .init(40 << 20, a100Paper),
    nvlinkBytesPerSecond: .init(600_000_000_000, a100Paper),
    denseBF16FLOPS: .init(312_000_000_000_000, a100Paper), denseFP8FLOPS: nil)

  /// The generation after Hopper.
  public static let b200SXM = GPUDevice(
    id: "b200-sxm", name: "B200 SXM", capability: .init(major: 10, minor: 0), limits: blackwell,
    multiprocessors: .init(148, "multiProcessorCount as CUDA's device query reports it for B200"), boostMegahertz: nil,
    memoryBytes: nil, memoryBytesPerSecond: .init(8_000_000_000_000, "NVIDIA DGX B200 data sheet (64 TB/s for 8)"),
    l2Bytes: nil, nvlinkBytesPerSecond: .init(1_800_000_000_000, "NVIDIA DGX B200 data sheet (14.4 TB/s for 8)"),
    denseBF16FLOPS: nil,
    denseFP8FLOPS: .init(4_500_000_000_000_000, "NVIDIA DGX B200 data sheet (72 PFLOPS sparse for 8)"))

  private static let ampere = limits(8)
  private static let hopper = limits(9)
  private static let blackwell = limits(10)

  private static func limits(_ major: Int) -> SMLimits {
    guard let limits = SMLimits.of(ComputeCapability(major: major, minor: 0)) else {
      preconditionFailure("the catalogue's compute capabilities are described")
    }
    return limits
  }
}

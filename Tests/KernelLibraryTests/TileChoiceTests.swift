import KernelLibrary
import Testing

/// The tiles that DeepGEMM's own function gives for its published shapes (deepgemm_heuristics.csv).
@Suite("The choice of an FP8 GEMM's tile")
struct TileChoiceTests {
  @Test(
    "The first rule, on 132 SMs",
    arguments: [
      (64, 2112, 7168, "fp8_gemm_64x16_ptx"), (64, 24576, 1536, "fp8_gemm_64x96_ptx"),
      (64, 32768, 512, "fp8_gemm_64x128_ptx"), (64, 7168, 16384, "fp8_gemm_64x56_ptx"),
      (64, 4096, 7168, "fp8_gemm_64x32_ptx"), (128, 2112, 7168, "fp8_gemm_128x16_ptx"),
      (128, 24576, 1536, "fp8_gemm_128x96_ptx"), (128, 32768, 512, "fp8_gemm_ptx"),
      (128, 7168, 2048, "fp8_gemm_128x56_ptx"), (128, 4096, 7168, "fp8_gemm_128x32_ptx"),
      (4096, 2112, 7168, "fp8_gemm_128x112_ptx"), (4096, 7168, 2048, "fp8_gemm_128x128a_ptx"),
    ])
  func first(m: Int, n: Int, k: Int, kernel: String) {
    #expect(FP8GEMMTile.chosen(m: m, n: n, k: k, rule: .first).kernel == kernel)
  }

  @Test("Later rules, fewer SMs, and groups")
  func others() {
    #expect(FP8GEMMTile.chosen(m: 4096, n: 2112, k: 7168, rule: .wide).kernel == "fp8_gemm_128x144b_ptx")
    #expect(FP8GEMMTile.chosen(m: 4096, n: 7168, k: 2048, rule: .wide).kernel == "fp8_gemm_128x160b_ptx")
    #expect(FP8GEMMTile.chosen(m: 4096, n: 7168, k: 2048, rule: .tall).kernel == "fp8_gemm_256x128a_ptx")
    #expect(
      FP8GEMMTile.chosen(m: 4096, n: 7168, k: 2048, multiprocessors: 112, rule: .first).kernel
        == "fp8_gemm_128x128a_ptx")
    // An odd number of SMs leaves no pairs.
    #expect(FP8GEMMTile.chosen(m: 4096, n: 7168, k: 2048, multiprocessors: 113, rule: .tall).clusterSize == 1)
    let grouped = FP8GEMMTile.chosen(m: 32768, n: 4096, k: 7168, isGrouped: true, rule: .wide)
    #expect(grouped.kernel == "fp8_gemm_grouped_128x160b_ptx")
    // Scales of more of k than that do not fit beside tiles that touch two blocks of them.
    #expect(FP8GEMMTile.chosen(m: 64, n: 24576, k: 65536, rule: .first).columns == 128)
  }

  @Test("Every tile has a kernel of its name, and the work finds it")
  func kernels() throws {
    for tile in FP8GEMMTile.bundled { #expect(KernelLibrary.named(tile.kernel).flatMap(FP8GEMMTile.of) == tile) }
    let kernel = try #require(KernelLibrary.chosen(work: "fp8_gemm", shape: ["m": 64, "n": 4096, "k": 7168]))
    #expect(kernel.name == "fp8_gemm_64x32_ptx")
    #expect(KernelLibrary.chosen(work: "gemm_bf16", shape: [:]) == nil)
  }
}

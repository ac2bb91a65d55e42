import RunSimulator
import Testing

@Suite struct KernelChoiceTests {
  private func keys(_ settings: String...) throws -> Set<String> {
    var scenario = try Scenario.builtIn("deepseek-v3-h800")
    try scenario.apply(settings)
    return Set(scenario.modelRun.kernelKeys(tokens: 4096))
  }

  private func kernels(_ settings: String...) throws -> Set<Substring> {
    var scenario = try Scenario.builtIn("deepseek-v3-h800")
    try scenario.apply(settings)
    return Set(scenario.modelRun.kernelKeys(tokens: 4096).map { $0.prefix { $0 != " " } })
  }

  /// Whether a kernel is some tile of the work in PTX.
  private func isTile(_ kernel: Substring, _ work: String) -> Bool {
    kernel.hasPrefix(work) && kernel.hasSuffix("_ptx") && kernel.contains("grouped") == work.contains("grouped")
  }

  @Test func aClassOfKernelsIsChosenAlone() throws {
    #expect(try kernels().isDisjoint(with: ["fp8_gemm_cuda", "fp8_gemm_grouped_cuda", "attention192_cuda"]))
    let grouped = try kernels("kernels.grouped_gemm=cuda")
    #expect(grouped.contains("fp8_gemm_grouped_cuda") && !grouped.contains { isTile($0, "fp8_gemm_grouped") })
    #expect(grouped.contains { isTile($0, "fp8_gemm") } && !grouped.contains("fp8_gemm_cuda"))
    let attention = try kernels("kernels.attention=cuda")
    #expect(attention.contains("attention192_cuda") && attention.contains { isTile($0, "fp8_gemm_grouped") })
    let all = try kernels("kernels.path=cuda", "kernels.attention=ptx")
    #expect(all.contains("fp8_gemm_cuda") && all.contains("attention192_ptx"))
  }

  @Test func weightGradientsHaveAKernelOfTheirOwn() throws {
    #expect(try keys().contains("fp8_gemm_weight_ptx m=7168,n=16384,k=4096"))
    #expect(try keys("kernels.weight_gemm=cuda").contains("fp8_gemm_weight_cuda m=7168,n=16384,k=4096"))
    #expect(try keys("precision.weight_gemm=bf16").contains("gemm_bf16_persistent_ptx m=7168,n=16384,k=4096"))
  }

  @Test func productsTakeTheTilesOfTheTracesMonth() throws {
    #expect(try keys().contains("fp8_gemm_128x128a_ptx m=4096,n=7168,k=16384"))
  }

  @Test func aClassOfGEMMsInBF16NeedsNoCasts() throws {
    let all = try simulate(Scenario.builtIn("deepseek-v3-h800")).stepNanoseconds
    var scenario = try Scenario.builtIn("deepseek-v3-h800")
    for role in ["dense_gemm", "grouped_gemm", "weight_gemm"] {
      var one = scenario
      try one.apply(["precision.\(role)=bf16"])
      #expect(try simulate(one).stepNanoseconds > all)
      try scenario.apply(["precision.\(role)=bf16"])
    }
    var bf16 = try Scenario.builtIn("deepseek-v3-bf16")
    bf16.name = scenario.name
    #expect(try simulate(scenario).ends == simulate(bf16).ends)
    #expect(try keys("precision.gemm=bf16").allSatisfy { !$0.contains("fp8_gemm") })
  }

  @Test func whatIsWrittenReadsBack() throws {
    var scenario = try Scenario.builtIn("deepseek-v3-h800")
    try scenario.apply([
      "kernels.attention=cuda", "precision.weight_gemm=bf16", "experts.groups=16", "experts.balancing=redundant",
    ])
    #expect(try Scenario(json5: scenario.canonicalJSON) == scenario)
  }
}

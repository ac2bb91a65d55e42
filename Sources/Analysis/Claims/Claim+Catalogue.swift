extension Claim {
  /// The claims of the public story, in the order in which it tells them.
  ///
  /// The article says little of where its figures come from; sources of evidence name the publication and the rows of the
  /// calibration tables.
  public static let all: [Claim] = [efficiency] + lowLevel + training

  private static let efficiency = Claim(
    "ten-times", "ten times the efficiency",
    stated: "Low-level optimisations, PTX above all, gave ten times the efficiency of traditional training.",
    evidence: [
      .statement(
        "Training ran at 38.94 % of the BF16 peak; a tenth of that, the supposed tradition, would be 3.9 %, and the peak "
          + "itself is 2.6 times as far.", "ISCA 2025, Table 4 (IS023)"),
      .statement(
        "A token takes 250 GFLOP, in a dense model of 405 billion parameters 2448: 9.8 times as many. That is the model, "
          + "a mixture of experts, not how it runs.", "ISCA 2025, Table 2 (IS029, IS031)"),
    ],
    expects: .factor(claimedFactor),
    trials: [ClaimTrial(title: "the efficiency ladder, from its plain end", kind: .ladder, counts: true)])

  /// What the ladder is held against.
  public static let claimedFactor = 10.0

  private static let lowLevel: [Claim] = [
    Claim(
      "ptx", "PTX on the critical paths",
      stated: "Critical functions bypass CUDA: they are written in PTX, which makes them much faster.",
      evidence: [
        .statement(
          "Dispatch and combine use customized PTX instructions and tuned chunk sizes, which significantly reduces their "
            + "use of L2 and what they cost other SMs; no figure.", "V3 report, section 3.2.2, p. 14 (V3050)"),
        .statement(
          "Loads past L1 that fetch 256 bytes into L2 are said to perform much better; no figure.",
          "DeepEP README (EP096)"),
        .figure(
          "By others: barriers in raw PTX take a bf16 GEMM on H100 from 660 to 704 TFLOPS.",
          "fast.cu, kernels 6 and 7 (WS032, WS033)"),
      ],
      trials: [
        .paths("dispatch_gather"), .paths("combine_reduce"),
        .step(
          "GEMMs by nvcuda::wmma, in bf16", "kernels.path=cuda", "kernels.attention=ptx", "precision.gemm=bf16",
          counts: false),
      ],
      remark:
        "What counts are the paths where the papers place PTX. CUDA C++ has no way but PTX to Hopper's wgmma and to FP8 on "
        + "tensor cores: a GEMM by nvcuda::wmma lacks access to a unit, not tuning. Attention keeps its PTX there."),
    Claim(
      "papers-silent", "the papers do not mention PTX",
      stated: "Neither the V3 nor the R1 paper mentions PTX; it is known from outside analysis.",
      evidence: [
        .against(
          "The V3 report does: customized PTX instructions in dispatch and combine.",
          "V3 report, section 3.2.2, p. 14 (V3050)")
      ]),
    Claim(
      "memory", "memory transactions",
      stated: "PTX optimises memory transactions, so that computation waits little.",
      evidence: [
        .statement(
          "Communication reads with ld.global.nc.L1::no_allocate.L2::256B and writes past L1; no figure.",
          "DeepEP csrc/kernels/utils.cuh (EP096, EP097)")
      ],
      trials: ["dispatch_gather", "combine_reduce", "rmsnorm", "swiglu", "fp8_cast", "rotary"].map { .paths($0) },
      remark: "The bundled kernels of a step that memory bounds, those that gain nothing included."),
    Claim(
      "registers", "register allocation",
      stated: "PTX fine-tunes register allocation, so that data is at hand.",
      evidence: [
        .figure(
          "By others: moving registers to the consumers (setmaxnreg 240 and 24) takes a bf16 GEMM on H100 from 610 to 631 "
            + "TFLOPS.", "fast.cu, kernel 5 (WS029, WS030)"),
        .statement("DeepGEMM gives 40 registers to the loading warps and 232 to the others.", "DeepGEMM (WS020)"),
      ],
      trace: .registersAtLimit,
      trials: [
        .kernels(
          "bf16 GEMM without setmaxnreg", with: "gemm_bf16_setmaxnreg_ptx", without: "gemm_bf16_wide_ptx")
      ]),
    Claim(
      "warps", "thread and warp-level execution",
      stated: "PTX improves how threads and warps run together.",
      evidence: [
        .statement(
          "Warps of dispatch and combine have roles (send, forward, receive), as many of each as the load asks for.",
          "V3 report, section 3.2.2, p. 14 (V3048, V3049)"),
        .figure(
          "By others: a producer and a consumer warpgroup take a bf16 GEMM on H100 from 423 to 498 TFLOPS.",
          "fast.cu, kernels 3 and 4 (WS026, WS027)"),
      ],
      trials: [
        .kernels(
          "bf16 GEMM whose warps all do the same", with: "gemm_bf16_specialised_ptx", without: "gemm_bf16_wgmma_ptx"),
        .paths("reduce_u32"), .paths("histogram"),
      ]),
  ]
}

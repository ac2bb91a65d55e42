extension Claim {
  /// Claims about the training run as a whole.
  static let training: [Claim] = [
    Claim(
      "fp8", "FP8 mixed-precision training", stated: "Training is efficient by mixed precision with FP8.",
      evidence: [
        .statement("An FP8 GEMM is twice as fast as one in BF16 in theory.", "V3 report, section 3.3.1 (V3061)"),
        .figure(
          "FP8 GEMMs reach 1358 TFLOPS on H800, where BF16 ends at 989.", "DeepGEMM README (DG046), SP035"),
        .statement("The loss stays within 0.25 % of BF16's.", "ISCA 2025, section 2.4 (IS048)"),
      ],
      trace: .fp8GEMMs, trials: [.step("GEMMs in BF16", "precision.gemm=bf16")]),
    Claim(
      "experts", "a balanced mixture of experts", stated: "The mixture of experts balances its load cleverly.",
      evidence: [
        .statement(
          "A token goes to at most four nodes; how even the load was in training is not published.",
          "V3 report, section 4.2 (V3022)")
      ],
      trials: [
        .step("nothing evens out how often experts are chosen", "experts.balancing=none"),
        .step("an auxiliary loss in place of a bias", "experts.balancing=auxiliary_loss", counts: false),
      ],
      remark:
        "How uneven it would be is assumed: no statistics of training are published, and the trace's routing was balanced by "
        + "hand."),
    Claim(
      "communication", "communication bottlenecks overcome",
      stated: "The bottleneck of communication in training is overcome.",
      evidence: [
        .statement(
          "Computation and communication between nodes are about one to one, and overlapped nearly fully.",
          "V3 report, section 3.2.1, p. 12 (V3042, V3051)")
      ],
      trace: .hiddenCommunication,
      trials: [
        .step("kernels wait for all-to-all", "communication.overlap=off"),
        .step("tokens go to any node", "communication.node_limit=8"),
        .step("all-to-all as point-to-point messages", "communication.backend=nccl"),
      ]),
    Claim(
      "sms", "20 of 132 SMs for communication",
      stated: "20 of an H800's 132 SMs are set aside for communication between servers.",
      evidence: [
        .statement(
          "20 SMs in 10 channels suffice for the full bandwidth of InfiniBand and NVLink.",
          "V3 report, section 3.2.2, p. 14 (V3046, V3047)"),
        .statement(
          "The second version needs 4 to 6 SMs in place of 24 for the same or better performance.",
          "DeepEP README, 2026 (EP102)"),
      ],
      trace: .dividedSMs, expects: .suffices,
      trials: [
        .step("24 SMs", "communication.sms=24"), .step("32 SMs", "communication.sms=32"),
        .step("12 SMs", "communication.sms=12", counts: false), .step("8 SMs", "communication.sms=8", counts: false),
      ],
      remark: "That they suffice is what counts; fewer are shown beside."),
    Claim(
      "compression", "compression of what is sent",
      stated: "The SMs of communication likely compress and decompress data to get round the network's limits.",
      evidence: [
        .statement(
          "Dispatch carries FP8 with a scale for 128 elements, combine BF16.", "V3 report, section 3.3.3 (V3062)"),
        .statement(
          "LogFMT, a compression proper, costs 50 to 100 % when fused and was not deployed.",
          "ISCA 2025, section 3.2.1 (IS050)"),
      ],
      trace: .compressedDispatch,
      trials: [
        .step("dispatch in BF16", "communication.dispatch=bf16"),
        .step("dispatch in LogFMT with 8 bits", "communication.dispatch=logfmt8", counts: false),
      ],
      remark: "The casts are kernels of their own, beside communication."),
    Claim(
      "pipeline", "advanced pipeline scheduling", stated: "Advanced pipeline scheduling spreads the work efficiently.",
      evidence: [
        .statement(
          "DualPipe's bubble is (PP/2-1)(F&B+B-3W), 1F1B's (PP-1)(F+B).", "V3 report, Table 2 (V3052, V3054)"),
        .statement(
          "Measured, the bubble is 2.06 s of a step of 19.93 s; it was not measured with another schedule.",
          "ISCA 2025, Table 4 (IS007, IS003)"),
      ],
      trace: .hiddenCommunication,
      trials: [
        .step("1F1B", "schedule.name=1f1b"), .step("ZB-H1", "schedule.name=zb-h1"),
        .step("DualPipeV", "schedule.name=dualpipev", counts: false),
      ]),
    Claim(
      "chips", "better without better chips",
      stated: "Better AI does not need better chips but smarter engineering.",
      evidence: [
        .statement(
          "The H800 is an H100 whose NVLink was cut from 900 to 400 GB/s.", "ISCA 2025, section 4.1 (IS038)")
      ],
      expects: .suffices,
      trials: [
        .step("on unrestricted H100", "cluster.device=h100-sxm"),
        ClaimTrial(
          title: "the plain end of the ladder on unrestricted H100",
          kind: .step(without: Optimisation.ladder.flatMap(\.without) + ["cluster.device=h100-sxm"]), counts: false),
      ],
      remark:
        "An H100 computes as an H800 does; only its NVLink differs, so only its links are simulated (est. kernels "
        + "as on h800-sxm)."),
  ]
}

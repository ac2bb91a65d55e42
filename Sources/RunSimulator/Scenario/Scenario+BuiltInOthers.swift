extension Scenario {
  /// Runs of other models, by name.
  static let others: [(name: String, text: String)] = [
    ("deepseek-v2", deepSeekV2Text), ("dense-70b", dense70BText), ("mixtral-8x7b", mixtralText),
  ]

  private static let deepSeekV2Text = """
    // One optimizer step of DeepSeek-V2's pre-training (arXiv 2405.04434), from its kernels and messages.
    {
      name: "deepseek-v2",
      model: { name: "deepseek-v2" },               // section 3.1.2
      cluster: { device: "h800-sxm" },              // section 3.1.3: nodes of eight H800
      schedule: { name: "zb-h1" },                  // section 3.1.3: zero-bubble; which of its schedules is not published
      pipeline: { ranks: 16, micro_batches: 144 },  // section 3.1.3; 9216 sequences over 64 pipelines
      plan: {
        expert_parallel: 8,         // section 3.1.3
        tensor_parallel: 1,         // section 3.1.3: none
        zero1: "on",                // section 3.1.3
        recomputation: "selective",  // section 3.1.3: some operators are computed again; which is not published
      },
      communication: {
        node_limit: 3,  // section 2.2.2: a token goes to at most three of the eight groups, a GPU each
        dispatch: "bf16",
        combine: "bf16",
      },
      precision: { gemm: "bf16" },
      kernels: { path: "ptx" },
      experts: {
        groups: 8,
        // Assumptions, as in DeepSeek-V3's scenario; tokens that training drops over a GPU's budget are not modelled.
        skew: 0.5,
        drift: 0.155,
        balancing: "auxiliary_loss",  // section 2.2.3
      },
      training: {
        sequences_per_micro_batch: 1,  // an assumption
        sequence_length_tokens: 4096,  // section 3.1.2
        gpus: 1024,                    // not published: an assumption, on which GPU-hours hardly depend
        peak_flop_per_s: 989e12,
        peak_base: "BF16 dense",
      },
    }
    """

  private static let dense70BText = """
    // One optimizer step of a dense model of 70 billion parameters. The plan is an assumption, as is usual for its size.
    {
      name: "dense-70b",
      model: { name: "dense-70b" },
      cluster: { device: "h800-sxm" },
      schedule: { name: "interleaved-1f1b", stages_per_rank: 5 },
      pipeline: { ranks: 4, micro_batches: 32 },
      plan: { tensor_parallel: 8, zero1: "on", recomputation: "selective" },
      precision: { gemm: "bf16" },
      kernels: { path: "ptx" },
      training: {
        sequences_per_micro_batch: 1,
        sequence_length_tokens: 8192,
        gpus: 1024,
        peak_flop_per_s: 989e12,
        peak_base: "BF16 dense",
      },
    }
    """

  private static let mixtralText = """
    // One optimizer step of a model of Mixtral 8x7B's shape. The plan is an assumption.
    {
      name: "mixtral-8x7b",
      model: { name: "mixtral-8x7b" },
      cluster: { device: "h800-sxm" },
      schedule: { name: "dualpipe" },
      pipeline: { ranks: 4, micro_batches: 32 },
      plan: { expert_parallel: 8, tensor_parallel: 1, zero1: "on", recomputation: "selective" },
      communication: { dispatch: "bf16", combine: "bf16" },
      precision: { gemm: "bf16" },
      kernels: { path: "ptx" },
      experts: { skew: 0.5, drift: 0.155, balancing: "auxiliary_loss" },
      training: {
        sequences_per_micro_batch: 1,
        sequence_length_tokens: 4096,
        gpus: 256,
        peak_flop_per_s: 989e12,
        peak_base: "BF16 dense",
      },
    }
    """
}

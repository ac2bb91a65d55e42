extension Scenario {
  /// A variant of DeepSeek-V3's run whose chunk times follow from its kernels and messages: name, what is different,
  /// and the settings that make it so.
  struct Variant: Sendable {
    let name: String
    let difference: String
    let settings: [String: String]
  }

  /// As published, on unrestricted H100, each with one optimisation taken away, and with none.
  static let variants: [Variant] = [
    Variant(name: "deepseek-v3-h800", difference: "as published", settings: [:]),
    Variant(name: "deepseek-v3-h100", difference: "on unrestricted H100", settings: ["device": "h100-sxm"]),
    Variant(name: "deepseek-v3-no-dualpipe", difference: "1F1B in place of DualPipe", settings: ["schedule": "1f1b"]),
    Variant(name: "deepseek-v3-bf16", difference: "GEMMs in bf16", settings: ["gemm": "bf16"]),
    Variant(name: "deepseek-v3-bf16-dispatch", difference: "dispatch in bf16", settings: ["dispatch": "bf16"]),
    Variant(
      name: "deepseek-v3-no-overlap", difference: "kernels wait for all-to-all", settings: ["overlap": "off"]),
    Variant(name: "deepseek-v3-no-node-limit", difference: "tokens go to any node", settings: ["limit": "8"]),
    Variant(
      name: "deepseek-v3-nccl", difference: "all-to-all by point-to-point messages, a copy for every expert",
      settings: ["backend": "nccl"]),
    // CUDA's own interface to tensor cores, nvcuda::wmma, has no FP8.
    Variant(
      name: "deepseek-v3-cuda", difference: "GEMMs without PTX, by nvcuda::wmma in bf16; attention as it is",
      settings: ["path": "cuda", "gemm": "bf16", "attention": "ptx"]),
    Variant(
      name: "deepseek-v3-unbalanced", difference: "nothing evens out how often experts are chosen",
      settings: ["balancing": "none"]),
    Variant(
      name: "deepseek-v3-plain", difference: "1F1B, bf16, nothing overlapped, any node, unbalanced",
      settings: [
        "schedule": "1f1b", "gemm": "bf16", "dispatch": "bf16", "overlap": "off", "limit": "8", "balancing": "none",
      ]),
  ]

  static func modelText(_ variant: Variant) -> String {
    func setting(_ name: String, _ standard: String) -> String { variant.settings[name] ?? standard }
    let attention = variant.settings["attention"].map { ", attention: \"\($0)\"" } ?? ""
    return """
      // One optimizer step of DeepSeek-V3's pre-training on 2048 GPUs, from its kernels and messages: \(variant.difference).
      // No chunk time is given; nothing is calibrated by the published step.
      {
        name: "\(variant.name)",
        model: { name: "deepseek-v3" },                   // V3011 to V3033
        cluster: { device: "\(setting("device", "h800-sxm"))" },
        schedule: { name: "\(setting("schedule", "dualpipe"))" },
        pipeline: { ranks: 16, micro_batches: 120 },      // V3039, DX018
        plan: {
          expert_parallel: 64,         // V3040
          tensor_parallel: 1,          // V3041
          zero1: "on",                 // V3041
          recomputation: "selective",  // V3063
        },
        communication: {
          sms: 20,                                        // V3046
          node_limit: \(setting("limit", "4")),                                  // V3022
          rdma_chunk_tokens: 28,                          // EP077
          backend: "\(setting("backend", "sm"))",
          dispatch: "\(setting("dispatch", "fp8"))",                                // V3062
          combine: "bf16",
          overlap: "\(setting("overlap", "on"))",                                  // V3051
        },
        precision: { gemm: "\(setting("gemm", "fp8"))" },                        // V3061
        kernels: { path: "\(setting("path", "ptx"))"\(attention) },
        experts: {
          // How unequally experts would be chosen if nothing balanced them is not published: an assumption, of effect
          // only where balancing leaves some of it.
          skew: 0.5,
          // Beside it popularity changes with what a micro-batch is about. The eight counts of tokens that the published
          // trace's GPU receives (KT034 to KT041), under balanced routing, deviate by 7.65 % from their mean; this spread
          // gives as much.
          drift: \(drift),
          balancing: "\(setting("balancing", "bias"))",  // section 2.1.2 of the report
        },
        training: {
          sequences_per_micro_batch: 1,  // DX018, an inference
          sequence_length_tokens: 4096,  // V3035
          gpus: 2048,                    // V3001
          flop_per_token: 250e9,         // IS029
          peak_flop_per_s: 989e12,       // SP035
          peak_base: "BF16 dense",       // IS023
        },
        calibrated_by: { "experts.drift": ["KT034-KT041"] },
      }
      """
  }

  /// See the text of the scenarios.
  static let drift = 0.155
}

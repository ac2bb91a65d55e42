extension Scenario {
  /// The names of the built-in scenarios.
  public static let builtInNames: [String] =
    ["deepseek-v3", "deepseek-v3-1f1b", "unit"] + variants.map(\.name) + others.map(\.name)

  /// The JSON5 text of a built-in scenario, each number with its source; `nil` for another name.
  public static func builtInText(_ name: String) -> String? {
    switch name {
    case "deepseek-v3":
      deepSeekText(
        name: name, schedule: "dualpipe",
        pair: """
              // 13.95 s of overlapped pairs (IS013) over 100.375 pairs a rank (mean of PS029..PS036). The one pair that a
              // published trace shows, 4 layers without transfers between stages, spans 129.0 ms (DX019); it is not used.
              overlapped_pair_ns: 138978829,
          """, pairCalibration: "\"chunks.overlapped_pair_ns\": [\"IS013\", \"PS029-PS036\"],\n    ")
    case "deepseek-v3-1f1b":
      deepSeekText(
        name: name, schedule: "1f1b", pair: "    // 1F1B overlaps nothing, so there is no pair.", pairCalibration: "")
    case "unit": unitText
    default: variants.first { $0.name == name }.map(modelText) ?? others.first { $0.name == name }?.text
    }
  }

  /// A built-in scenario.
  ///
  /// - Throws: `RunError.unknownScenario`.
  public static func builtIn(_ name: String) throws(RunError) -> Scenario {
    guard let text = builtInText(name) else { throw .unknownScenario(name: name, known: builtInNames) }
    return try Scenario(json5: text)
  }

  /// DeepSeek-V3's pre-training step.
  private static func deepSeekText(name: String, schedule: String, pair: String, pairCalibration: String) -> String {
    """
    // One optimizer step of DeepSeek-V3's pre-training on 2048 H800.
    // Rows: V3 technical report (arXiv 2412.19437); IS Insights into DeepSeek-V3 (ISCA 2025, arXiv 2505.09343), Table 4,
    // MPFT, and Table 2; PS counted from deepseek-ai/DualPipe's loop bounds; DX derived from these; SP device.
    {
      name: "\(name)",
      schedule: { name: "\(schedule)" },
      pipeline: {
        ranks: 16,           // V3039: 16-way pipeline parallelism
        micro_batches: 120,  // DX018: 15360 sequences (V3036) over 2048/16 replicas; one a micro-batch is an inference
      },
      // Chunk times are the phases of the published step (ISCA Table 4) over the mean number of chunks of DualPipe's
      // ranks, so the phases are calibrated: only the bubble, and with it the step, is predicted.
      // A rank runs on average 19.625 forwards alone and as many backwards alone, of which 11.5 split off W.
      chunks: {
        // 1.13 s of 1F (IS005) over 19.625 forwards.
        forward_ns: 57579618,
        // 1.99 s of 1B (IS009), less the 8.125 W inside full backwards, over 19.625 backwards. The table does not say
        // where it counts those W; counted in 1W instead, B would be 101.4 ms and W 24.5 ms: their sum is the same,
        // but less of it can fill the bubble.
        input_gradient_ns: 84120742,
        // 0.48 s of 1W (IS011) over 11.5 weight-gradient chunks.
        weight_gradient_ns: 41739130,
    \(pair)
      },
      optimizer: { duration_ns: 290000000 },  // IS015: 0.29 s
      // Transfers between stages are not published, so communication.point_to_point_ns is left out.
      training: {
        sequences_per_micro_batch: 1,  // DX018, an inference
        sequence_length_tokens: 4096,  // V3035
        gpus: 2048,                    // V3001
        gpus_per_rank: 1,              // V3041: no tensor parallelism
        flop_per_token: 250e9,         // IS029, checked by count in DX011
        flop_per_token_non_causal: 280.7e9,  // with the other half of attention's scores, 30.7 GFLOP (DX011, DX016)
        peak_flop_per_s: 989e12,       // SP035
        peak_base: "BF16 dense",       // IS023 measures against BF16 although most GEMMs are FP8 (DX017)
      },
      calibrated_by: {
        "chunks.forward_ns": ["IS005", "PS029-PS036"],
        "chunks.input_gradient_ns": ["IS009", "IS011", "PS029-PS036"],
        "chunks.weight_gradient_ns": ["IS011", "PS029-PS036"],
        \(pairCalibration)"optimizer.duration_ns": ["IS015"],
      },
    }
    """
  }

  /// The unit step in which schedules are compared on paper.
  private static let unitText = """
    // F = B = W = 1 ms, a pair as long as its parts, transfers free: 66 ms, against 81 ms with schedule.name=1f1b.
    {
      name: "unit",
      schedule: { name: "dualpipe" },
      pipeline: { ranks: 8, micro_batches: 20 },  // PS018: the example of DualPipe's README
      chunks: {
        forward_ns: 1000000,
        input_gradient_ns: 1000000,
        weight_gradient_ns: 1000000,
        overlapped_pair_ns: 3000000,
      },
    }
    """
}

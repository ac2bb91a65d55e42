public import KernelSimulator

/// Published numbers of DeepSeek-V3's training beside those simulated from kernels and messages.
///
/// No parameter was set from any of these rows.
public enum RunValidation {
  /// All rows: the model, the step, the overlapped chunk, the messages.
  ///
  /// - Throws: `RunError` where a scenario cannot be simulated.
  public static func rows() throws(RunError) -> [ValidationRow] {
    let scenario = try Scenario.builtIn("deepseek-v3-h800")
    return modelRows() + (try stepRows(scenario)) + (try earlierModelRows()) + (try chunkRows(scenario)) + messageRows()
  }

  /// The cost of training DeepSeek-V2, as its report gives it.
  private static func earlierModelRows() throws(RunError) -> [ValidationRow] {
    guard let hours = try simulate(Scenario.builtIn("deepseek-v2")).gpuHoursPerTrillionTokens else { return [] }
    return [
      row(
        "V2", "DeepSeek-V2: GPU-hours of a trillion tokens", "thousand", published: 172.8, simulated: hours / 1e3,
        "arXiv 2405.04434, section 3.2.3")
    ]
  }

  static func row(
    _ id: String, _ quantity: String, _ unit: String, published: Double, simulated: Double, _ source: String
  ) -> ValidationRow {
    ValidationRow(
      id: id, quantity: quantity, unit: unit, published: published, simulated: simulated, isCalibrated: false,
      source: source)
  }

  /// Rows of what is counted.
  public static func modelRows() -> [ValidationRow] {
    let model = ModelDescription.deepSeekV3
    let source = "deepseek_v3_report, isca25_insights"
    return [
      row(
        "V3009", "parameters", "billion", published: 671, simulated: Double(model.parameterCount) / 1e9, source),
      row(
        "V3010", "parameters that a token meets", "billion", published: 37,
        simulated: Double(model.activeParameterCount) / 1e9, source),
      row(
        "IS029", "operations to train a token", "GFLOP", published: 250,
        simulated: model.flopPerToken(sequenceLength: 4096, causal: true) / 1e9, source),
    ]
  }

  /// Rows of the published step.
  public static func stepRows(_ scenario: Scenario) throws(RunError) -> [ValidationRow] {
    let step = try simulate(scenario)
    let source = "isca25_insights, Table 4, MPFT"
    func mean(_ kinds: ChunkKind...) -> Double {
      let sum = step.ranks.reduce(Int64(0)) { total, rank in kinds.reduce(total) { $0 + rank.busy($1) } }
      return Double(sum) / Double(max(1, step.ranks.count)) / 1e9
    }
    var rows = [
      row(
        "IS003", "time of a step", "s", published: 19.926, simulated: Double(step.stepNanoseconds) / 1e9, source),
      row("IS005", "1F, forward alone", "s", published: 1.13, simulated: mean(.forward), source),
      row(
        "IS007", "bubble", "s", published: 2.06, simulated: Double(step.bubbleNanoseconds) / 1e9, source),
      row(
        "IS009", "1B, backward alone, with the weight gradient where it is not split off", "s", published: 1.99,
        simulated: mean(.backward, .inputGradient), source),
      row(
        "IS009+IS011", "1B and 1W, backward alone", "s", published: 2.47,
        simulated: mean(.backward, .inputGradient, .weightGradient), source),
      row("IS011", "1W, weight gradient alone", "s", published: 0.48, simulated: mean(.weightGradient), source),
      row("IS013", "1F1B, overlapped", "s", published: 13.95, simulated: mean(.overlappedPair), source),
      row(
        "IS015", "optimizer", "s", published: 0.29, simulated: Double(step.scenario.optimizer ?? 0) / 1e9, source),
    ]
    if let tokens = step.tokensPerDay {
      rows.append(
        row("IS001", "tokens a day", "billion", published: 272.8, simulated: tokens / 1e9, source))
    }
    if let utilisation = step.mfuCausalPercent, let rate = step.flopPerSecondPerGPU {
      rows.append(
        row("IS023", "MFU, causal", "% of BF16 dense", published: 38.94, simulated: utilisation, source))
      rows.append(row("IS019", "rate, causal", "TFLOPS", published: 385, simulated: rate / 1e12, source))
    }
    if let utilisation = step.mfuNonCausalPercent, let rate = step.flopPerSecondPerGPUNonCausal {
      rows.append(
        row("IS021", "MFU, non-causal", "% of BF16 dense", published: 43.73, simulated: utilisation, source))
      rows.append(row("IS017", "rate, non-causal", "TFLOPS", published: 432, simulated: rate / 1e12, source))
    }
    if let hours = step.gpuHoursPerTrillionTokens {
      rows.append(
        row(
          "V3006", "GPU-hours of a trillion tokens", "thousand", published: 180, simulated: hours / 1e3,
          "deepseek_v3_report"))
      rows.append(
        row(
          "V3002", "GPU-hours of pre-training on 14.8 trillion tokens", "thousand", published: 2664,
          simulated: 14.8 * hours / 1e3, "deepseek_v3_report"))
    }
    return rows
  }

  /// Rows of the published trace: four layers of experts, forward and backward overlapped.
  public static func chunkRows(_ scenario: Scenario) throws(RunError) -> [ValidationRow] {
    guard let times = try scenario.stageTimes(stages: scenario.pipeline.ranks) else { return [] }
    let pair = times.expertPair(layers: 4)
    let source = "trace_summary"
    let roles: [(String, KernelRole, Double)] = [
      ("TR43", .weightGEMM, 32.756), ("TR44", .groupedGEMM, 22.926), ("TR45", .rearrangement, 22.629),
      ("TR46", .attention, 21.965), ("TR47", .denseGEMM, 18.838), ("TR48", .elementwise, 7.502),
      ("TR49", .norm, 3.448), ("TR50", .router, 0.537),
    ]
    func milliseconds(_ time: Int64) -> Double { Double(time) / 1e6 }
    return [
      row("TR01", "overlapped chunk of 4 layers", "ms", published: 129.012, simulated: milliseconds(pair.span), source),
      row(
        "TR08", "kernels in it", "ms", published: 124.338, simulated: milliseconds(pair.computeBusy), source),
      row(
        "TR10", "dispatch and combine in it", "ms", published: 80.452,
        simulated: milliseconds(pair.communicationBusy), source),
      row(
        "TR11", "waits before them", "ms", published: 32.578, simulated: milliseconds(pair.waiting), source),
      row(
        "TR14", "exposed communication", "% of the chunk", published: 3.24,
        simulated: 100 * Double(pair.exposedCommunication) / Double(max(1, pair.span)), source),
    ]
      + roles.map { id, role, published in
        row(
          id, "kernel time, \(role.rawValue)", "ms", published: published, simulated: milliseconds(pair.busy(role)),
          source)
      }
      + [
        // TR43 adds up launches of two streams that wait for each other; the simulated ones follow each other.
        row(
          "TL0105", "time in which any weight_gemm runs", "ms", published: 27.494,
          simulated: milliseconds(pair.busy(.weightGEMM)), "trace_timeline, TL0105 and on")
      ]
  }
}

/// What the stages of a run keep in memory, stage by stage.
struct StageMemory: Sendable {
  private let contents: [[Character]]
  private let kinds: [Character: LayerMemory]
  private let model: ModelDescription
  /// Stages with a layer that predicts further tokens, and how many: those behind the head.
  private let predictions: [Int]

  /// - Parameter stages: the kinds of layers of each stage, `d`, `m` and `h`.
  init(_ stages: [String], _ model: ModelDescription, _ run: ModelRun, tokens: Int) {
    contents = stages.map(Array.init)
    self.model = model
    kinds = Dictionary(
      uniqueKeysWithValues: Set(stages.joined()).map { ($0, LayerMemory($0, model, run, tokens: tokens)) })
    var hasHead = false
    predictions = contents.map { stage in
      stage.reduce(0) { count, kind in
        if kind == "h" { hasHead = true }
        return kind != "h" && hasHead ? count + 1 : count
      }
    }
  }

  /// What a micro-batch keeps at a stage.
  func activations(_ stage: Int) -> Int64 { contents[stage].reduce(0) { $0 + (kinds[$1]?.activations ?? 0) } }

  /// The parameters of a rank with some stages. Heads, and embeddings of a rank, are held once: prediction layers share
  /// those of the model (V3 report, section 3.2.3).
  func parameters(_ stages: [Int]) -> LayerMemory {
    var sum = LayerMemory()
    for stage in stages {
      for kind in contents[stage] where kind != "h" {
        guard let layer = kinds[kind] else { continue }
        sum.matrices += layer.matrices
        sum.experts += layer.experts
        sum.others += layer.others
      }
      // A prediction layer joins two tokens' vectors to one first (V3 report, equation 21).
      sum.matrices += predictions[stage] * 2 * model.hidden * model.hidden
    }
    let table = model.hidden * model.vocabulary
    if stages.contains(where: { contents[$0].contains("h") }) { sum.others += table }
    if stages.contains(where: { $0 == 0 || predictions[$0] > 0 }) { sum.others += table }
    return sum
  }
}

extension LayerMemory {
  init() {}

  /// Bytes of the weights that kernels read: bf16, and for FP8 GEMMs a byte more with a scale of four for 128 x 128
  /// (V3060). Whether the bf16 copy is dropped after the cast is not published; it is counted.
  func weightBytes(_ choice: KernelChoice) -> Int64 {
    let cast = (choice.dense.isFP8 ? matrices : 0) + (choice.grouped.isFP8 ? experts : 0)
    return Int64(2 * (matrices + experts + others)) + Int64(cast) * 4097 / 4096
  }

  /// Bytes of gradients: f32.
  var gradientBytes: Int64 { Int64(4 * (matrices + experts + others)) }

  /// Bytes of master weights (f32) and two moments (bf16), divided among GPUs with the same parameters.
  func optimizerBytes(replicas: Int, expertReplicas: Int) -> Int64 {
    func part(_ parameters: Int, _ group: Int) -> Int64 {
      Int64((8 * parameters + max(1, group) - 1) / max(1, group))
    }
    return part(matrices + others, replicas) + part(experts, expertReplicas)
  }
}

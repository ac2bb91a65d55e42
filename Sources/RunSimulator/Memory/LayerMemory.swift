/// What a layer keeps in the memory of one GPU.
///
/// Without the vectors of norms, and without buffers of messages and work spaces.
struct LayerMemory: Sendable, Equatable {
  /// Parameters of GEMMs that every replica holds.
  var matrices = 0
  /// Parameters of routed experts, which only replicas with the same experts share.
  var experts = 0
  /// Parameters that stay in bf16: embedding, head and router (V3 report, section 3.3.1).
  var others = 0
  /// Bytes that a micro-batch keeps from its forward until its weights' gradients are made.
  var activations: Int64 = 0

  /// A layer of experts or a dense one, as its kind says.
  ///
  /// - Parameters:
  ///   - model: the GPU's part of it.
  ///   - tokens: those of a micro-batch.
  init(_ kind: Character, _ model: ModelDescription, _ run: ModelRun, tokens: Int) {
    // What is kept is read again by the weight gradients.
    let size = ActivationBytes(isFP8: run.choice.weight.isFP8, recomputation: run.recomputation)
    if kind == "h" {
      others = model.hidden * model.vocabulary
      // The final norm's input, and the scores of all words, of which the loss makes its gradient.
      activations = Int64(tokens) * Int64(2 * model.hidden / model.shards + 2 * model.vocabulary)
      return
    }
    matrices = model.attentionProjections.reduce(0) { $0 + $1.parameters }
    var bytes = size.attention(model)
    if kind == "m" {
      matrices += 3 * model.hidden * model.sharedInner
      // A balancer that copies experts gives each GPU as many copies.
      let copies = run.experts.balancing == .redundant ? run.experts.redundant ?? run.expertParallel : 0
      let local = (model.experts + copies + run.expertParallel - 1) / run.expertParallel
      experts = local * 3 * model.hidden * model.expertInner
      others = model.hidden * model.experts
      bytes += size.experts(model, rowsPerToken: Double(model.topK) * (1 + run.imbalancePercent / 100))
    } else {
      matrices += 3 * model.hidden * model.denseInner
      bytes += size.plain(model, inner: model.denseInner)
    }
    activations = Int64((Double(tokens) * bytes).rounded())
  }
}

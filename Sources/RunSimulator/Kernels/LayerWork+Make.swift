extension LayerWork {
  /// The kernels of a layer.
  ///
  /// - Parameters:
  ///   - model: a GPU's part of it.
  ///   - tokens: those of a micro-batch.
  ///   - rows: pairs of token and routed expert that a GPU receives; 0 for a dense layer.
  ///   - localExperts: routed experts of a GPU.
  init(_ model: ModelDescription, _ run: ModelRun, tokens: Int, rows: Int, localExperts: Int) {
    let maker = LayerKernelMaker(
      model: model, tokens: tokens, ownTokens: run.ownTokens(tokens), choice: run.choice,
      recomputation: run.recomputation)
    isRouted = rows > 0
    isRecomputed = run.recomputation == .full
    let again = maker.again([maker.norm("feed-forward norm, again", model.hidden)])
    attention = maker.attentionForward
    attentionGradient = maker.attentionGradient
    attentionWeights = maker.attentionWeights
    if isRouted {
      attention += maker.router
      attentionGradient = maker.routerGradient + attentionGradient
      feedForward = maker.expertForward(rows, localExperts)
      feedForwardGradient = again + maker.expertGradient(rows, localExperts)
      feedForwardWeights = maker.expertWeights(rows, localExperts)
    } else {
      feedForward = [maker.norm("feed-forward norm", model.hidden)] + maker.plainForward(model.denseInner)
      feedForwardGradient = again + maker.plainGradient(model.denseInner)
      attentionGradient =
        maker.normGradient("feed-forward norm, gradient", model.hidden) + attentionGradient
      feedForwardWeights = maker.plainWeights(model.denseInner)
    }
  }

  /// The output head with its norm, in bf16 (V3 keeps embedding and head in the original precision, section 3.3.1).
  init(head model: ModelDescription, _ run: ModelRun, tokens: Int) {
    let choice = run.choice.plain
    let maker = LayerKernelMaker(
      model: model, tokens: tokens, ownTokens: run.ownTokens(tokens), choice: choice, recomputation: .none)
    let key = choice.gemm(tokens, model.vocabulary, model.hidden)
    feedForward =
      [maker.norm("final norm", model.hidden)] + maker.collective("all_gather")
      + [LayerKernel("head", .denseGEMM, key)]
    // Both gradients take as many operations as the head itself.
    feedForwardGradient =
      [
        LayerKernel("head, input gradient", .denseGEMM, choice.gemm(tokens, model.hidden, model.vocabulary))
      ] + maker.collective("reduce_scatter")
    feedForwardWeights = [maker.weights("head", model.vocabulary, model.hidden)]
  }
}

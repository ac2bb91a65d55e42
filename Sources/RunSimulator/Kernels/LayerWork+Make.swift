extension LayerWork {
  /// The kernels of a layer.
  ///
  /// - Parameters:
  ///   - tokens: those of a micro-batch on one GPU.
  ///   - rows: pairs of token and routed expert that a GPU receives; 0 for a dense layer.
  ///   - localExperts: routed experts of a GPU.
  public init(
    _ model: ModelDescription, tokens: Int, rows: Int, localExperts: Int, _ choice: KernelChoice
  ) {
    let maker = LayerKernelMaker(model: model, tokens: tokens, choice: choice)
    isRouted = rows > 0
    let again = [maker.norm("feed-forward norm, again", model.hidden)]
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
  public init(head model: ModelDescription, tokens: Int, _ choice: KernelChoice) {
    let choice = choice.plain
    let maker = LayerKernelMaker(model: model, tokens: tokens, choice: choice)
    let key = choice.gemm(tokens, model.vocabulary, model.hidden)
    feedForward = [maker.norm("final norm", model.hidden), LayerKernel("head", .denseGEMM, key)]
    // Both gradients take as many operations as the head itself.
    feedForwardGradient = [
      LayerKernel("head, input gradient", .denseGEMM, choice.gemm(tokens, model.hidden, model.vocabulary))
    ]
    feedForwardWeights = [maker.weights("head", model.vocabulary, model.hidden)]
  }
}

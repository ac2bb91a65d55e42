extension LayerKernelMaker {
  private var routerKey: (forward: String, gradient: String, weights: String) {
    let plain = choice.plain
    return (
      plain.gemm(ownTokens, model.experts, model.hidden), plain.gemm(ownTokens, model.hidden, model.experts),
      plain.gemm(model.experts, model.hidden, ownTokens)
    )
  }

  /// The trace launches about 40 small kernels to choose experts.
  var router: [LayerKernel] {
    [
      norm("feed-forward norm", model.hidden), LayerKernel("router", .router, routerKey.forward),
      launches("choice of experts", 40),
    ]
  }

  var routerGradient: [LayerKernel] {
    [
      launches("choice of experts, gradient", 25),
      LayerKernel("router, gradient", .router, routerKey.gradient),
      LayerKernel("router, weight gradient", .router, routerKey.weights),
      add("gradients of both ways"),
    ] + normGradient("feed-forward norm, gradient", model.hidden)
  }

  private func swiglu(_ name: String, rows: Int, inner: Int, permille: Int = 1000) -> LayerKernel {
    LayerKernel(name, .rearrangement, "swiglu_cuda rows=\(rows),columns=\(inner)", permille: permille)
  }

  private func gather(_ rows: Int) -> LayerKernel {
    // The index picks rows of FP8, which are half as wide as bf16 ones.
    let columns = choice.grouped.isFP8 ? model.hidden / 2 : model.hidden
    return LayerKernel(
      "rows by expert", .rearrangement,
      "dispatch_gather_cuda output_rows=\(rows),input_rows=\(rows),columns=\(columns)")
  }

  private func reduce(_ rows: Int) -> LayerKernel {
    LayerKernel(
      "sum of a token's experts", .rearrangement,
      "combine_reduce_cuda tokens=\(rows),input_rows=\(rows),columns=\(model.hidden),top_k=1")
  }

  func plainForward(_ inner: Int) -> [LayerKernel] {
    collective("all_gather") + cast("cast", model.hidden) + [gemm("gate and up", 2 * inner, model.hidden)]
      + [swiglu("SwiGLU", rows: tokens, inner: inner)] + cast("cast", inner) + [gemm("down", model.hidden, inner)]
      + collective("reduce_scatter") + [add("residual")]
  }

  func plainGradient(_ inner: Int) -> [LayerKernel] {
    // SwiGLU's gradient reads gate, up and the gradient and writes two: 5 elements for 3.
    collective("all_gather") + cast("cast of the gradient", model.hidden) + transposed(model.hidden, inner)
      + [gemm("down, gradient", inner, model.hidden)] + cast("SwiGLU's input, back to bf16", 2 * inner)
      + [swiglu("SwiGLU, gradient", rows: tokens, inner: inner, permille: 1667)] + cast("cast", 2 * inner)
      + transposed(2 * inner, model.hidden) + [gemm("gate and up, gradient", model.hidden, 2 * inner)]
      + collective("reduce_scatter")
  }

  func plainWeights(_ inner: Int) -> [LayerKernel] {
    collective("all_gather") + cast("cast across tokens", model.hidden, for: .weightGEMM)
      + cast("cast across tokens", inner, for: .weightGEMM)
      + [weights("down", model.hidden, inner)] + cast("cast across tokens", model.hidden, for: .weightGEMM)
      + cast("cast across tokens", 2 * inner, for: .weightGEMM) + [weights("gate and up", 2 * inner, model.hidden)]
  }

  func expertForward(_ rows: Int, _ experts: Int) -> [LayerKernel] {
    let inner = model.expertInner
    var kernels = model.sharedInner > 0 ? plainForward(model.sharedInner) : [add("residual")]
    kernels.append(gather(rows))
    kernels += transposed(2 * inner, model.hidden, experts: experts, for: .groupedGEMM)
    kernels.append(
      LayerKernel(
        "experts' gate and up", .groupedGEMM, choice.grouped(rows, 2 * inner, model.hidden, experts: experts)))
    kernels.append(swiglu("experts' SwiGLU", rows: rows, inner: inner))
    kernels +=
      cast("experts' cast", inner, rows: rows, for: .groupedGEMM)
      + transposed(model.hidden, inner, experts: experts, for: .groupedGEMM)
    kernels.append(
      LayerKernel("experts' down", .groupedGEMM, choice.grouped(rows, model.hidden, inner, experts: experts)))
    return kernels + [reduce(rows)]
  }

  func expertGradient(_ rows: Int, _ experts: Int) -> [LayerKernel] {
    let inner = model.expertInner
    var kernels = model.sharedInner > 0 ? plainGradient(model.sharedInner) : []
    kernels.append(gather(rows))
    kernels.append(
      LayerKernel(
        "experts' down, gradient", .groupedGEMM, choice.grouped(rows, inner, model.hidden, experts: experts)))
    kernels += cast("experts' SwiGLU input, back to bf16", 2 * inner, rows: rows, for: .groupedGEMM)
    // The trace has two kernels: one also writes the activation again for the weight gradient (6 elements for 3), one
    // reads two for the gradient of the routing weight (KT064 to KT067, KT105 to KT107).
    kernels.append(swiglu("experts' SwiGLU, gradient", rows: rows, inner: inner, permille: 2667))
    kernels += cast("experts' cast", 2 * inner, rows: rows, for: .groupedGEMM)
    kernels.append(
      LayerKernel(
        "experts' gate and up, gradient", .groupedGEMM,
        choice.grouped(rows, model.hidden, 2 * inner, experts: experts)))
    return kernels + [reduce(rows)]
  }

  func expertWeights(_ rows: Int, _ experts: Int) -> [LayerKernel] {
    let inner = model.expertInner
    let each = max(16, rows / max(1, experts) / 16 * 16)
    var kernels = model.sharedInner > 0 ? plainWeights(model.sharedInner) : []
    for columns in [model.hidden, inner, model.hidden, 2 * inner] {
      kernels += cast("experts' cast across tokens", columns, rows: rows, for: .weightGEMM)
    }
    return kernels + [
      weights("experts' down", model.hidden, inner, rows: each, count: experts),
      weights("experts' gate and up", 2 * inner, model.hidden, rows: each, count: experts),
    ]
  }
}

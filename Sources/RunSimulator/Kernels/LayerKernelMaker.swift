/// Writes the kernels of a layer's parts.
struct LayerKernelMaker {
  /// The model, or a GPU's part of it.
  let model: ModelDescription
  /// Tokens of a micro-batch.
  let tokens: Int
  /// Those of them that a GPU has between GEMMs.
  let ownTokens: Int
  let choice: KernelChoice
  let recomputation: Recomputation

  /// A cast of bf16 to FP8, transposed for weight gradients, which sum over tokens; nothing where the GEMMs of the role
  /// take bf16. Both are the kernels of the trace: a CTA a token, or a tile.
  func cast(
    _ name: String, _ columns: Int, rows: Int? = nil, for role: KernelRole = .denseGEMM
  ) -> [LayerKernel] {
    guard choice.gemms(role).isFP8 else { return [] }
    let rows = rows ?? tokens
    let key =
      role == .weightGEMM
      ? "fp8_cast_transpose_cuda rows=\((rows + 127) / 128 * 128),columns=\((columns + 127) / 128 * 128)"
      : "fp8_cast_rows_cuda rows=\(rows),columns=\((columns + 3) / 4 * 4)"
    return [LayerKernel(name, .rearrangement, key)]
  }

  /// A norm of a layer's input, or of compressed queries or keys, which every GPU has of all tokens.
  func norm(_ name: String, _ columns: Int) -> LayerKernel {
    LayerKernel(name, .norm, "rmsnorm_cuda rows=\(normRows(columns)),columns=\(columns)")
  }

  private func normRows(_ columns: Int) -> Int { columns == model.hidden ? ownTokens : tokens }

  /// Kernels that backward runs again in place of keeping what they made.
  func again(_ kernels: [LayerKernel]) -> [LayerKernel] { recomputation == .selective ? kernels : [] }

  /// A message among the GPUs that share the layer: every one gets all tokens, or its own part of a sum. With sequence
  /// parallelism (arXiv 2205.05198) these two stand where plain tensor parallelism sums everywhere, at the same bytes.
  func collective(_ name: String) -> [LayerKernel] {
    guard model.shards > 1 else { return [] }
    let bytes = 2 * tokens * model.hidden * (model.shards - 1) / model.shards
    return [LayerKernel(name, .collective, nil, linkBytes: bytes)]
  }

  /// A norm's gradient reads its input and the gradient and writes one: half again as many bytes. The gradient of its
  /// weight is a sum over tokens: each SM has a part, so a kernel sums the parts and one adds them to what is kept.
  func normGradient(_ name: String, _ columns: Int) -> [LayerKernel] {
    [
      LayerKernel(name, .norm, "rmsnorm_cuda rows=\(normRows(columns)),columns=\(columns)", permille: 1500),
      LayerKernel(name + ", weight", .norm, nil, count: 2),
    ]
  }

  /// A copy of bf16 elements.
  func copy(
    _ name: String, _ elements: Int, _ role: KernelRole = .elementwise, permille: Int = 1000
  ) -> LayerKernel {
    LayerKernel(name, role, "stream_copy_cuda count=\(elements / 2)", permille: permille)
  }

  func add(_ name: String) -> LayerKernel {
    LayerKernel(name, .elementwise, "vector_add_cuda count=\(ownTokens * model.hidden / 2)")
  }

  /// An FP8 GEMM takes both operands along k only, so a weight that is used both ways is transposed for one of them; the
  /// bytes are those of a copy.
  func transposed(
    _ outputs: Int, _ inputs: Int, experts: Int = 1, for role: KernelRole = .denseGEMM
  ) -> [LayerKernel] {
    guard choice.gemms(role).isFP8 else { return [] }
    return [
      LayerKernel(
        "transposed weights", .rearrangement, "stream_copy_cuda count=\(outputs * inputs * experts / 4)")
    ]
  }

  /// Launches with next to no work.
  func launches(_ name: String, _ count: Int) -> LayerKernel { LayerKernel(name, .elementwise, nil, count: count) }

  func gemm(_ name: String, _ outputs: Int, _ inputs: Int) -> LayerKernel {
    LayerKernel(name, .denseGEMM, choice.gemm(tokens, outputs, inputs))
  }

  /// A weight gradient adds to f32. In bf16 no bundled kernel does: memory reads and writes four bytes an element where
  /// the kernel writes two.
  func weights(_ name: String, _ outputs: Int, _ inputs: Int, rows: Int? = nil, count: Int = 1) -> LayerKernel {
    LayerKernel(
      name + ", weight gradient", .weightGEMM, choice.weights(outputs, inputs, tokens: rows ?? tokens), count: count,
      addedBytes: choice.weight.isFP8 ? 0 : 6 * outputs * inputs)
  }

  private var isLatent: Bool { model.queryRank != nil }
  private var attentionSize: Int { model.queryKeySize }
  private var attentionKey: String { choice.attention(queries: tokens, heads: model.heads, size: attentionSize) }

  /// The bundled kernel where there is one for the heads, otherwise the forward kernel's time by the ratio of operations:
  /// five products instead of two, dQ, dK and the scores over the queries' size, dV and dP over the values'.
  private var attentionBackward: LayerKernel {
    if choice.attentionUsesPTX, attentionSize == 192, model.valueSize == 128 {
      let key = "attention192_backward_ptx queries=\(tokens),keys=\(tokens),heads=\(model.heads),causal=1"
      return LayerKernel("attention gradient", .attention, key)
    }
    let ratio = 1000 * (3 * attentionSize + 2 * model.valueSize) / (attentionSize + model.valueSize)
    return LayerKernel("attention gradient", .attention, attentionKey, permille: ratio)
  }

  private func rotary(_ name: String) -> [LayerKernel] {
    let size = isLatent ? model.rotarySize : model.headSize
    return [
      LayerKernel(name, .elementwise, "rotary_cuda tokens=\(tokens),heads=\(model.heads),size=\(size)")
    ]
  }

  /// From the compressed queries and keys to what attention reads; backward computes it and
  /// all norms again (V3063).
  private var upProjections: [LayerKernel] {
    guard let queryRank = model.queryRank, let keyRank = model.keyRank else { return rotary("rotary embedding") }
    return [norm("query norm", queryRank), norm("key norm", keyRank)]
      + cast("cast for queries", queryRank) + [gemm("queries up", model.heads * attentionSize, queryRank)]
      + cast("cast for keys", keyRank)
      + [gemm("keys and values up", model.heads * (model.headSize + model.valueSize), keyRank)]
      + [
        copy("keys with position", tokens * model.heads * attentionSize),
        copy("values", tokens * model.heads * model.valueSize),
      ] + rotary("rotary embedding")
  }

  var attentionForward: [LayerKernel] {
    let hidden = model.hidden
    let output = model.heads * model.valueSize
    var kernels = [norm("attention norm", hidden)] + collective("all_gather")
    for projection in model.attentionProjections where projection.inputs == hidden && projection.outputs != hidden {
      kernels += cast("cast for down projection", hidden) + [gemm("down projection", projection.outputs, hidden)]
    }
    kernels += upProjections
    kernels.append(LayerKernel("attention", .attention, attentionKey))
    kernels += cast("cast to keep the output", output) + cast("cast of the output", output)
    return kernels + [gemm("output projection", hidden, output)] + collective("reduce_scatter") + [add("residual")]
  }

  var attentionGradient: [LayerKernel] {
    let hidden = model.hidden
    let output = model.heads * model.valueSize
    var kernels = collective("all_gather") + cast("kept output, back to bf16", output)
    kernels += cast("cast of the gradient", hidden)
    kernels += transposed(hidden, output) + [gemm("output projection, gradient", output, hidden)]
    kernels += again(upProjections)
    kernels += [
      // Reads the output and its gradient, and clears the f32 sums of the queries' gradient: bytes over those of a copy
      // of the output.
      copy(
        "attention gradient, sums of rows", tokens * output, .attention,
        permille: 1000 + 1000 * attentionSize / model.valueSize),
      attentionBackward,
      // Reads those sums and writes bf16: 6 bytes an element where a copy has 4.
      copy("attention gradient, queries", tokens * model.heads * attentionSize, .attention, permille: 1500),
    ]
    kernels += rotary("rotary embedding, gradient")
    if let queryRank = model.queryRank, let keyRank = model.keyRank {
      kernels += normGradient("query norm, gradient", queryRank) + normGradient("key norm, gradient", keyRank)
    }
    kernels += again([norm("attention norm, again", hidden)])
    for projection in model.attentionProjections.dropLast().reversed() {
      kernels += transposed(projection.outputs, projection.inputs) + cast("cast of the gradient", projection.outputs)
      kernels.append(gemm("projection, gradient", projection.inputs, projection.outputs))
    }
    if isLatent {
      kernels += [
        copy("keys' gradient", tokens * model.heads * attentionSize),
        copy("values' gradient", tokens * model.heads * model.valueSize),
      ]
    }
    return kernels + collective("reduce_scatter") + [add("gradient of the residual")]
      + normGradient("attention norm, gradient", hidden)
  }

  var attentionWeights: [LayerKernel] {
    // The layer's input is kept in parts and gathered again.
    collective("all_gather")
      + model.attentionProjections.reversed().flatMap { projection in
        cast("cast across tokens", projection.inputs, for: .weightGEMM)
          + cast("cast across tokens", projection.outputs, for: .weightGEMM)
          + [weights("projection", projection.outputs, projection.inputs)]
      }
  }
}

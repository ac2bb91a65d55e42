/// What a token keeps for the backward pass, in bytes.
///
/// As the V3 report says: norms, the projections up from the compressed queries and keys, and SwiGLU are computed again
/// (V3063, and section 3.3.3 for SwiGLU), so their inputs are kept and their outputs are not; inputs of GEMMs and of
/// SwiGLU are kept in FP8 with a scale for 128 elements, attention's output in 12 bits (V3064). Where GEMMs take bf16, all
/// of it is kept in bf16.
///
/// Where nothing is computed again these outputs are kept too; where all is, only a layer's input, and what the one layer
/// at work makes again meanwhile is not counted. GPUs that share a layer keep its inputs in parts.
struct ActivationBytes: Sendable {
  let isFP8: Bool
  let recomputation: Recomputation

  /// Elements that an FP8 GEMM or SwiGLU reads, with their scales of four bytes.
  func cached(_ elements: Int) -> Double {
    isFP8 ? Double(elements) + Double(elements) / 32 : Double(2 * elements)
  }

  /// Attention's output: E5M6, with a scale of four bytes for 128 elements.
  func attentionOutput(_ elements: Int) -> Double {
    isFP8 ? 1.5 * Double(elements) + Double(elements) / 32 : Double(2 * elements)
  }

  /// Attention: the norm's input, what queries, keys and values are computed from again, the output, and the logarithm of
  /// each head's sum of exponentials in f32.
  func attention(_ model: ModelDescription) -> Double {
    let input = Double(2 * model.hidden / model.shards)
    if recomputation == .full { return input }
    let projected: Int
    if let queryRank = model.queryRank, let keyRank = model.keyRank {
      projected = queryRank + keyRank + model.rotarySize
    } else {
      projected = (model.heads + 2 * model.keyHeads) * model.headSize
    }
    var bytes = input + Double(2 * projected + 4 * model.heads) + attentionOutput(model.heads * model.valueSize)
    if recomputation == .none {
      bytes += cached(model.hidden) / Double(model.shards)
      if let queryRank = model.queryRank, let keyRank = model.keyRank {
        // The norms' outputs, and queries, keys and values as attention reads them.
        bytes += cached(queryRank + keyRank)
        bytes += Double(2 * model.heads * (2 * model.queryKeySize + model.valueSize))
      }
    }
    return bytes
  }

  /// A dense feed-forward part: the norm's input and SwiGLU's.
  func plain(_ model: ModelDescription, inner: Int) -> Double {
    if recomputation == .full { return 0 }
    let shards = Double(model.shards)
    let kept = recomputation == .none ? cached(model.hidden) / shards + cached(inner) : 0
    return Double(2 * model.hidden) / shards + cached(2 * inner) + kept
  }

  /// Experts: as a dense part of the shared ones, the router's scores in f32 with each choice's weight and place, and of
  /// each row that a GPU receives the GEMM's input and SwiGLU's.
  func experts(_ model: ModelDescription, rowsPerToken: Double) -> Double {
    let own = 1 / Double(model.shards)
    if recomputation == .full { return own * Double(8 * model.topK) }
    var row = cached(model.hidden) + cached(2 * model.expertInner)
    if recomputation == .none { row += cached(model.expertInner) }
    return plain(model, inner: model.sharedInner)
      + own * (Double(4 * model.experts + 8 * model.topK) + rowsPerToken * row)
  }
}

extension ModelDescription {
  /// A linear map of a token, by its columns of input and output.
  struct Projection: Sendable, Equatable {
    var inputs: Int
    var outputs: Int
    var parameters: Int { inputs * outputs }
  }

  /// Elements of a head's queries and keys together with the position.
  public var queryKeySize: Int { headSize + rotarySize }

  /// The projections of attention, that of the output last.
  var attentionProjections: [Projection] {
    let output = Projection(inputs: heads * valueSize, outputs: hidden)
    guard let queryRank, let keyRank else {
      return [Projection(inputs: hidden, outputs: (heads + 2 * keyHeads) * headSize), output]
    }
    return [
      Projection(inputs: hidden, outputs: queryRank),
      Projection(inputs: hidden, outputs: keyRank + rotarySize),
      Projection(inputs: queryRank, outputs: heads * queryKeySize),
      Projection(inputs: keyRank, outputs: heads * (headSize + valueSize)),
      output,
    ]
  }

  private var attentionParameters: Int { attentionProjections.reduce(0) { $0 + $1.parameters } }
  private var expertParameters: Int { 3 * hidden * expertInner }
  private var moeLayers: Int { layers - denseLayers }

  private func parameters(expertsOfALayer: Int) -> Int {
    let moe = attentionParameters + hidden * experts + (expertsOfALayer + sharedExperts) * expertParameters
    let dense = attentionParameters + 3 * hidden * denseInner
    return denseLayers * dense + moeLayers * (experts > 0 ? moe : 0)
  }

  /// Parameters, embedding and head included, without multi-token prediction and the vectors of norms.
  public var parameterCount: Int { parameters(expertsOfALayer: experts) + 2 * hidden * vocabulary }

  /// Parameters that a token meets, embedding and head included.
  public var activeParameterCount: Int { parameters(expertsOfALayer: topK) + 2 * hidden * vocabulary }

  /// Floating-point operations that training a token takes: six for each parameter of a matrix that it meets, the head
  /// included and the embedding not, and attention over its sequence, forward once and backward twice; nothing for
  /// recomputation and multi-token prediction.
  ///
  /// - Parameter causal: whether only half of the scores count.
  public func flopPerToken(sequenceLength: Int, causal: Bool) -> Double {
    let matrices = parameters(expertsOfALayer: topK) + hidden * vocabulary
    let span = causal ? sequenceLength / 2 : sequenceLength
    let attention = layers * 3 * 2 * span * heads * (queryKeySize + valueSize)
    return Double(6 * matrices + attention)
  }
}

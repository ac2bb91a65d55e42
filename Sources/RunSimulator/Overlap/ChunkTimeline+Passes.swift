extension ChunkTimeline {
  /// A forward pass alone.
  static func forward(_ layers: [LayerTimes], _ group: ChunkGroup) -> ChunkTimeline {
    var line = ChunkTimeline(group, overlaps: true, holdsSMs: false)
    var ready = line.beginning
    for (index, layer) in layers.enumerated() { ready = line.forward(layer, index, ready) }
    return line
  }

  /// A full backward pass alone: weight gradients run while the gradient of the experts' input travels back.
  static func backward(_ layers: [LayerTimes], _ group: ChunkGroup, overlaps: Bool) -> ChunkTimeline {
    var line = ChunkTimeline(group, overlaps: overlaps, holdsSMs: false)
    var ready = line.beginning
    for (index, layer) in layers.reversed().enumerated() { ready = line.backward(layer, index, ready) }
    return line
  }

  /// The input-gradient part alone.
  static func inputGradient(_ layers: [LayerTimes], _ group: ChunkGroup) -> ChunkTimeline {
    var line = ChunkTimeline(group, overlaps: true, holdsSMs: false)
    var ready = line.beginning
    for (index, layer) in layers.reversed().enumerated() {
      let arrived = line.send("dispatch", layer.gradientDispatch, after: ready, layer: index, isBackward: true)
      let again = line.again(layer, index, ready)
      let done = line.run(layer.feedForwardGradient, after: latest(arrived, again), layer: index, isBackward: true)
      let back = line.send("combine", layer.gradientCombine, after: done, layer: index, isBackward: true)
      ready = line.run(layer.attentionGradient, after: back, layer: index, isBackward: true)
    }
    return line
  }

  /// The weight-gradient part alone.
  static func weightGradient(_ layers: [LayerTimes], _ group: ChunkGroup) -> ChunkTimeline {
    var line = ChunkTimeline(group, overlaps: true, holdsSMs: false)
    for (index, layer) in layers.reversed().enumerated() {
      _ = line.run(
        layer.feedForwardWeights + layer.attentionWeights, after: line.beginning, layer: index, isBackward: true)
    }
    return line
  }

  /// A forward pass of some layers and a full backward pass of others, layer against layer in the order of the published
  /// trace: while one travels, the other computes (V3051). Layers without a partner follow alone.
  static func pair(
    _ forward: [LayerTimes], _ backward: [LayerTimes], _ group: ChunkGroup, overlaps: Bool
  ) -> ChunkTimeline {
    var line = ChunkTimeline(group, overlaps: overlaps, holdsSMs: overlaps)
    let backward = Array(backward.reversed())
    var f = line.beginning
    var b = line.beginning
    for index in 0..<max(forward.count, backward.count) {
      guard index < forward.count else {
        b = line.backward(backward[index], index, b)
        continue
      }
      guard index < backward.count else {
        f = line.forward(forward[index], index, f)
        continue
      }
      let (ahead, back) = (forward[index], backward[index])
      let gradients = line.send("dispatch", back.gradientDispatch, after: b, layer: index, isBackward: true)
      let again = line.again(back, index, b)
      let attended = line.run(ahead.attention, after: f, layer: index, isBackward: false)
      let tokens = line.send("dispatch", ahead.dispatch, after: attended, layer: index, isBackward: false)
      let inputs = line.run(
        back.feedForwardGradient, after: latest(gradients, again), layer: index, isBackward: true)
      let returned = line.send("combine", back.gradientCombine, after: inputs, layer: index, isBackward: true)
      _ = line.run(back.feedForwardWeights, after: inputs, layer: index, isBackward: true)
      let outputs = line.run(ahead.feedForward, after: tokens, layer: index, isBackward: false)
      f = line.send("combine", ahead.combine, after: outputs, layer: index, isBackward: false)
      b = line.run(back.attentionGradient, after: returned, layer: index, isBackward: true)
      _ = line.run(back.attentionWeights, after: b, layer: index, isBackward: true)
    }
    return line
  }

  private mutating func forward(_ layer: LayerTimes, _ index: Int, _ ready: [Int64]) -> [Int64] {
    let attended = run(layer.attention, after: ready, layer: index, isBackward: false)
    let tokens = send("dispatch", layer.dispatch, after: attended, layer: index, isBackward: false)
    let outputs = run(layer.feedForward, after: tokens, layer: index, isBackward: false)
    return send("combine", layer.combine, after: outputs, layer: index, isBackward: false)
  }

  /// Computes what the gradients of a layer need from its input, where it was not kept.
  private mutating func again(_ layer: LayerTimes, _ index: Int, _ ready: [Int64]) -> [Int64] {
    guard layer.isRecomputed else { return ready }
    let attended = run(layer.attention, after: ready, layer: index, isBackward: true)
    let tokens = send("dispatch", layer.dispatch, after: attended, layer: index, isBackward: true)
    return run(layer.feedForward, after: tokens, layer: index, isBackward: true)
  }

  /// On every GPU the later of two times.
  private static func latest(_ first: [Int64], _ second: [Int64]) -> [Int64] { zip(first, second).map(max) }

  private mutating func backward(_ layer: LayerTimes, _ index: Int, _ ready: [Int64]) -> [Int64] {
    let arrived = send("dispatch", layer.gradientDispatch, after: ready, layer: index, isBackward: true)
    let again = again(layer, index, ready)
    let inputs = run(
      layer.feedForwardGradient, after: Self.latest(arrived, again), layer: index, isBackward: true)
    let returned = send("combine", layer.gradientCombine, after: inputs, layer: index, isBackward: true)
    _ = run(layer.feedForwardWeights, after: inputs, layer: index, isBackward: true)
    let done = run(layer.attentionGradient, after: returned, layer: index, isBackward: true)
    _ = run(layer.attentionWeights, after: done, layer: index, isBackward: true)
    return done
  }
}

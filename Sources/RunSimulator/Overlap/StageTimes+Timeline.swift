extension StageTimes {
  /// The kernels and messages of a chunk, on the GPU whose load is nearest to the mean.
  func timeline(of chunk: Chunk) -> ChunkTimeline {
    let ahead = contents(chunk.pass)
    let back = contents(chunk.backwardPass)
    return switch chunk.kind {
    case .forward: ChunkTimeline.forward(ahead, group)
    case .backward: ChunkTimeline.backward(back, group, overlaps: overlaps)
    case .inputGradient: ChunkTimeline.inputGradient(back, group)
    case .weightGradient: ChunkTimeline.weightGradient(back, group)
    case .overlappedPair: ChunkTimeline.pair(ahead, back, group, overlaps: overlaps)
    }
  }

  /// What chunks with the same kernels have in common.
  func signature(of chunk: Chunk) -> String {
    "\(chunk.kind.rawValue) \(stages[Int(chunk.pass.stage)]) \(stages[Int(chunk.backwardPass.stage)])"
  }

  private func contents(_ pass: Pass) -> [LayerTimes] { stages[Int(pass.stage)].compactMap { layers[$0] } }
}

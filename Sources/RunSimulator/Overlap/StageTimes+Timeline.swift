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

  /// The SMs that each span of a chunk's timeline may use: messages between experts the first ones, kernels the others
  /// while communication holds those, else all. Which SMs messages within a rank hold is not modelled.
  func sms(
    _ spans: [ChunkTimeline.Span], of chunk: Chunk, heldSMs: Int, multiprocessors: Int
  ) -> [Range<Int>] {
    var arrival: Int64 = 0
    let holds = chunk.kind == .overlappedPair && overlaps
    return spans.map { span in
      switch span.role {
      case nil:
        arrival = max(arrival, span.end)
        return 0..<heldSMs
      case .collective: return 0..<0
      default: return (holds || arrival > span.start ? heldSMs : 0)..<multiprocessors
      }
    }
  }

  /// What chunks with the same kernels have in common.
  func signature(of chunk: Chunk) -> String {
    "\(chunk.kind.rawValue) \(stages[Int(chunk.pass.stage)]) \(stages[Int(chunk.backwardPass.stage)])"
  }

  private func contents(_ pass: Pass) -> [LayerTimes] { stages[Int(pass.stage)].compactMap { layers[$0] } }
}

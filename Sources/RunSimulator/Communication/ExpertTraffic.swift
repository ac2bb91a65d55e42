/// What all-to-all between experts carries for a GPU, on average.
public struct ExpertTraffic: Sendable, Equatable {
  /// Tokens of the GPU.
  public var tokens: Int
  /// Nodes that hold the experts.
  public var nodes: Int
  /// Different nodes that a token goes to on average, its own included.
  public var nodesPerToken: Double
  /// Different GPUs that a token goes to on average, its own included.
  public var ranksPerToken: Double
  /// Elements of a token.
  public var hidden: Int

  /// The traffic of a layer.
  ///
  /// A token's nodes are chosen first, then its experts among theirs, all alike (V3022).
  /// - Parameters:
  ///   - ranks: GPUs that share the experts.
  ///   - gpusPerNode: GPUs of a node.
  ///   - nodeLimit: the most nodes of a token; `nil` where it may go to any.
  public init(
    tokens: Int, hidden: Int, experts: Int, topK: Int, ranks: Int, gpusPerNode: Int = 8, nodeLimit: Int?
  ) {
    self.tokens = tokens
    self.hidden = hidden
    nodes = max(1, (ranks + gpusPerNode - 1) / gpusPerNode)
    let reached = min(nodes, max(1, nodeLimit ?? nodes))
    let pool = experts * reached / nodes
    func distinct(_ places: Int) -> Double {
      guard places > 0 else { return 0 }
      let each = Double(pool) / Double(places)
      // The chance that none of topK experts drawn from the pool is in one place.
      let none = (0..<topK).reduce(1.0) { chance, drawn in
        chance * max(0, Double(pool - drawn) - each) / max(1, Double(pool - drawn))
      }
      return Double(places) * (1 - none)
    }
    nodesPerToken = distinct(reached)
    ranksPerToken = distinct(min(ranks, reached * gpusPerNode))
  }

  /// The traffic of a layer as counted.
  ///
  /// - Parameter counted: of how many tokens.
  init(tokens: Int, hidden: Int, _ tally: ExpertTally, counted: Double) {
    self.tokens = tokens
    self.hidden = hidden
    nodes = tally.nodeTokens.count
    nodesPerToken = tally.nodeTokens.reduce(0, +) / counted
    ranksPerToken = tally.rankTokens.reduce(0, +) / counted
  }

  /// Different nodes but the own that a token goes to on average.
  public var remoteNodesPerToken: Double { nodesPerToken * Double(nodes - 1) / Double(nodes) }

  /// Bytes over the network card, in one direction.
  public func networkBytes(_ format: WireFormat) -> Double {
    Double(tokens) * remoteNodesPerToken * format.bytes(hidden: hidden)
  }

  /// Bytes over NVLink, in one direction; a rank's own tokens pass the same queues at the same pace.
  public func nvlinkBytes(_ format: WireFormat) -> Double {
    Double(tokens) * ranksPerToken * format.bytes(hidden: hidden)
  }

  /// Bytes as DeepEP's bandwidths count them: a token for every node, the own one included; in a single node, for every
  /// GPU (EP095).
  public func logicalBytes(_ format: WireFormat) -> Double {
    Double(tokens) * (nodes > 1 ? nodesPerToken : ranksPerToken) * format.bytes(hidden: hidden)
  }
}

/// The shape of a transformer that is trained.
public struct ModelDescription: Sendable, Equatable {
  /// The name that scenarios use.
  public var name: String
  /// Layers, dense ones included, without those of multi-token prediction.
  public var layers: Int
  /// Layers at the entry whose feed-forward part is dense.
  public var denseLayers: Int
  /// Elements of a token.
  public var hidden: Int
  /// Attention heads.
  public var heads: Int
  /// Elements of a head's queries and keys without position, or with it where there is no latent attention.
  public var headSize: Int
  /// Elements of a head's queries and keys that carry the position apart; 0 without latent attention.
  public var rotarySize: Int
  /// Elements of a head's values.
  public var valueSize: Int
  /// Heads of keys and values without latent attention.
  public var keyHeads: Int
  /// Rank of the queries' compression; `nil` without latent attention.
  public var queryRank: Int?
  /// Rank of the keys' and values' compression; `nil` without latent attention.
  public var keyRank: Int?
  /// Inner width of a dense feed-forward part.
  public var denseInner: Int
  /// Routed experts of a layer; 0 for a dense model.
  public var experts: Int
  /// Experts that every token visits.
  public var sharedExperts: Int
  /// Routed experts that a token visits.
  public var topK: Int
  /// Inner width of an expert.
  public var expertInner: Int
  /// Words.
  public var vocabulary: Int
  /// Layers that predict further tokens.
  public var predictionLayers: Int
  /// GPUs that share the shared experts' inner width, as `sharded` has divided the rest; 1 for the model itself.
  var shards = 1

  /// The models that scenarios can name.
  public static let all: [ModelDescription] = [deepSeekV3, deepSeekV2, dense70B, mixtral]

  /// DeepSeek-V3 (rows V3011 to V3033).
  public static let deepSeekV3 = ModelDescription(
    name: "deepseek-v3", layers: 61, denseLayers: 3, hidden: 7168, heads: 128, headSize: 128, rotarySize: 64,
    valueSize: 128, keyHeads: 128, queryRank: 1536, keyRank: 512, denseInner: 18432, experts: 256, sharedExperts: 1,
    topK: 8, expertInner: 2048, vocabulary: 129_280, predictionLayers: 1)

  /// DeepSeek-V2 (arXiv 2405.04434, section 3.1.2).
  public static let deepSeekV2 = ModelDescription(
    name: "deepseek-v2", layers: 60, denseLayers: 1, hidden: 5120, heads: 128, headSize: 128, rotarySize: 64,
    valueSize: 128, keyHeads: 128, queryRank: 1536, keyRank: 512, denseInner: 12288, experts: 160, sharedExperts: 2,
    topK: 6, expertInner: 1536, vocabulary: 102_400, predictionLayers: 0)

  /// A dense model of 70 billion parameters, with the shape of Llama 3 70B (arXiv 2407.21783, table 3).
  public static let dense70B = ModelDescription(
    name: "dense-70b", layers: 80, denseLayers: 80, hidden: 8192, heads: 64, headSize: 128, rotarySize: 0,
    valueSize: 128, keyHeads: 8, queryRank: nil, keyRank: nil, denseInner: 28672, experts: 0, sharedExperts: 0,
    topK: 0, expertInner: 0, vocabulary: 128_256, predictionLayers: 0)

  /// Mixtral 8x7B (arXiv 2401.04088, table 1).
  public static let mixtral = ModelDescription(
    name: "mixtral-8x7b", layers: 32, denseLayers: 0, hidden: 4096, heads: 32, headSize: 128, rotarySize: 0,
    valueSize: 128, keyHeads: 8, queryRank: nil, keyRank: nil, denseInner: 0, experts: 8, sharedExperts: 0, topK: 2,
    expertInner: 14336, vocabulary: 32000, predictionLayers: 0)

  /// The part of a GPU of several that share each layer by tensor parallelism: heads, inner widths of dense parts and of
  /// shared experts, and words. Projections down to compressed queries and keys, routers and routed experts are whole.
  func sharded(by shards: Int) -> ModelDescription {
    var part = self
    part.heads /= shards
    part.keyHeads = max(1, keyHeads / shards)
    part.denseInner /= shards
    part.vocabulary /= shards
    part.shards = shards
    return part
  }

  /// Inner width of the shared experts together, or of a GPU's part of it.
  var sharedInner: Int { sharedExperts * expertInner / shards }

  /// A model by its name.
  public static func named(_ name: String) -> ModelDescription? { all.first { $0.name == name } }
}

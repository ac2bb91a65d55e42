/// The kernels of one layer for a micro-batch, in the order in which the published trace runs them.
///
/// Forward is attention, dispatch, experts, combine; backward is dispatch of gradients, experts, combine, attention.
public struct LayerWork: Sendable, Equatable {
  /// Forward up to the dispatch, the router included.
  public var attention: [LayerKernel] = []
  /// Forward between dispatch and combine.
  public var feedForward: [LayerKernel] = []
  /// Input gradient of the feed-forward part.
  public var feedForwardGradient: [LayerKernel] = []
  /// Weight gradient of the feed-forward part.
  public var feedForwardWeights: [LayerKernel] = []
  /// Input gradient of attention with what is computed again.
  public var attentionGradient: [LayerKernel] = []
  /// Weight gradient of attention.
  public var attentionWeights: [LayerKernel] = []
  /// Whether tokens travel to experts.
  public var isRouted = false
  /// Whether backward begins with the layer's forward.
  public var isRecomputed = false

  /// All kernels.
  public var all: [LayerKernel] {
    attention + feedForward + feedForwardGradient + feedForwardWeights + attentionGradient + attentionWeights
  }
}

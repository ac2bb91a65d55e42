/// What backward computes again in place of keeping it.
public enum Recomputation: String, Sendable, CaseIterable {
  /// Nothing.
  case none
  /// As DeepSeek-V3 does: norms, the projections up from compressed queries and keys (V3063), and SwiGLU.
  case selective
  /// A layer's whole forward but its combine, from the layer's input, tokens sent to experts included.
  case full
}

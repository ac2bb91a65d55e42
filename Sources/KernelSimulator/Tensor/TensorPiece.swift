/// Neighbouring bytes that a tensor copy moves: at most one row of a box, at most 16 bytes where pieces trade places.
struct TensorPiece: Sendable, Hashable {
  /// Where they lie in global memory; means nothing where they are outside.
  var globalAddress: UInt64
  /// Where they lie in shared memory.
  var sharedAddress: Int
  /// How many they are.
  var byteCount: Int
  /// Whether they belong to the tensor. What does not is filled when it is loaded, and left out when it is stored.
  var isInside: Bool
}

/// Operations whose result is a predicate, or a mask made of one. `variant` is the place of the comparison in
/// `Comparison`.
enum CompareOperation: UInt8, Sendable {
  case signed, unsigned, signed64, unsigned64, signed16, unsigned16, float, double, half, brain
  /// Two results: the lower half's and the upper's.
  case halfPair, brainPair
  /// `set` with a result of 32 bits: the mask of a predicate as 0xFFFFFFFF, or as 1.0 where `variant` is 1.
  case expand
  /// The lanes of a predicate as a pair of halves; `variant` 0 gives 0xFFFF, 1 gives 1.0 of f16, 2 of bf16.
  case expandPair
  /// `testp`: `variant` is the place in `FloatProperty`.
  case property, propertyDouble
  /// Predicates from predicates.
  case move, and, or, xor, not
}

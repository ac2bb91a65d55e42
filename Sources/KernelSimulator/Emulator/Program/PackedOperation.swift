/// Operations on pairs: f16x2, bf16x2 where `variant` is 1, and f32x2.
enum PackedOperation: UInt8, Sendable {
  case add, subtract, multiply, fusedMultiplyAdd, minimum, maximum, absolute, negate, exp2, tanh
  case singleAdd, singleSubtract, singleMultiply, singleFusedMultiplyAdd
}

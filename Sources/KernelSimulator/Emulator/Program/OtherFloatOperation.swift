/// Operations of double precision, and of half precision and bf16; of the latter two, `variant` 1 says bf16.
enum OtherFloatOperation: UInt8, Sendable {
  case add, subtract, multiply, fusedMultiplyAdd, minimum, maximum, divide, reciprocal, squareRoot
  case reciprocalGross, reciprocalSquareRoot, reciprocalSquareRootGross
  case absolute, negate, copySign
  case halfAdd, halfSubtract, halfMultiply, halfFusedMultiplyAdd, halfMinimum, halfMaximum
  case halfAbsolute, halfNegate, halfExp2, halfTanh
}

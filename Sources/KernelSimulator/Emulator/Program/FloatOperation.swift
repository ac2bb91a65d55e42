/// Operations of single precision.
enum FloatOperation: UInt8, Sendable {
  case add, subtract, multiply, fusedMultiplyAdd
  case minimum, maximum, minimum3, maximum3
  case divide, divideApproximate, divideFull, reciprocal, reciprocalApproximate
  case squareRoot, squareRootApproximate, reciprocalSquareRoot
  case sine, cosine, log2, exp2, tanh
  case absolute, negate, copySign
}

/// Integer operations that have a source or a result of 64 bits or more.
enum WideIntegerOperation: UInt8, Sendable {
  case move, add, subtract, multiply, multiplyAdd, and, or, xor, not, negate, conditionalNot
  case shiftLeft, shiftRight, shiftRightSigned
  case minimum, maximum, minimumSigned, maximumSigned, absolute
  case select, selectBySign
  case multiplyHigh, multiplyHighSigned, multiplyAddHigh, multiplyAddHighSigned
  case wideMultiply, wideMultiplySigned, wideMultiplyAdd, wideMultiplyAddSigned
  case divide, divideSigned, remainder, remainderSigned
  case difference, differenceSigned, population, leadingZeros, find, findSigned, reverse
  case extract, extractSigned, insert
  case addCarry, subtractCarry, multiplyAddCarry, multiplyAddHighCarry, multiplyAddHighSignedCarry
  /// 64 bits cut to 32, and 32 extended by zeros.
  case truncate, zeroExtend
  /// Two halves to one value, and its halves.
  case join, lower, upper
  case move128, join128, lower128, upper128, select128
}

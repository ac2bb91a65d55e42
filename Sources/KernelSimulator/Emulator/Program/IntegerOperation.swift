/// Integer operations whose result has 32 or 16 bits.
enum IntegerOperation: UInt8, Sendable {
  case move, add, subtract, multiply, multiplyAdd, and, or, xor, not, negate, conditionalNot
  case shiftLeft, shiftRight, shiftRightSigned
  case minimum, maximum, minimumSigned, maximumSigned, absolute
  case select, selectBySign, logic
  case multiplyHigh, multiplyHighSigned, multiplyAddHigh, multiplyAddHighSigned, multiplyAddHighSaturated
  case multiply24, multiply24Signed, multiply24High, multiply24HighSigned
  case multiplyAdd24, multiplyAdd24Signed, multiplyAdd24High, multiplyAdd24HighSigned, multiplyAdd24HighSaturated
  case divide, divideSigned, remainder, remainderSigned, addSaturated, subtractSaturated
  case difference, differenceSigned, population, leadingZeros, find, findSigned, reverse
  case extract, extractSigned, insert, permute, funnelLeft, funnelRight, dot4, dot2, findSet, bitMask, extend
  case addCarry, subtractCarry, multiplyAddCarry, multiplyAddHighCarry, multiplyAddHighSignedCarry
  case wideMultiply, wideMultiplySigned, wideMultiplyAdd, wideMultiplyAddSigned
  case add16, subtract16, multiply16, multiplyAdd16, not16, negate16, conditionalNot16
  case shiftLeft16, shiftRight16, shiftRightSigned16
  case minimumSigned16, maximumSigned16, absolute16
  case multiplyHigh16, multiplyHighSigned16, multiplyAddHigh16, multiplyAddHighSigned16
  case divideSigned16, remainderSigned16, difference16, differenceSigned16, divide16, remainder16
  case addPacked, minimumPacked, maximumPacked, minimumPackedSigned, maximumPackedSigned
}

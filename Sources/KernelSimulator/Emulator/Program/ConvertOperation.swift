/// Conversions. The usual ones have their own operation; all others say their types: `variant` is the destination's,
/// `flags` the source's, `c` the bits of the source's slot and `e` those of the destination register.
enum ConvertOperation: UInt8, Sendable {
  case scalar
  /// Integers of up to 32 bits: `variant` bits, extended by the sign where `flags` has 1, cut to 16 where it has 2.
  case extend
  /// Integers of up to 32 bits to 64.
  case extendWide
  /// 64 bits to fewer, as `extend` says.
  case shorten
  case floatFromSigned, floatFromUnsigned, doubleFromFloat, floatFromBrain, floatFromHalf
  case brainFromFloat, halfFromFloat
  /// Two singles to a pair of halves; `variant` 1 says bf16.
  case packHalves
  /// Two singles to two bytes; `variant` 1 says e5m2.
  case packBytes
  /// A pair of halves (`flags` 1 says bf16) to two bytes.
  case packBytesOfHalves
  /// Two bytes to a pair of halves.
  case unpackBytes
  case tensorFloat
}

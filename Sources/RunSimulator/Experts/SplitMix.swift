import Glibc

/// Reproducible random numbers (SplitMix64: Steele, Lea, Flood, OOPSLA 2014).
struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A generator for a purpose: unlike numbers give unrelated sequences.
  init(seed: UInt64, _ purposes: UInt64...) {
    state = seed
    for purpose in purposes { state = next() ^ (purpose &* 0xD6E8_FEB8_6659_FD93) }
  }

  @inline(__always)
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// Evenly spread above 0 and below 1.
  @inline(__always)
  mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) / 9_007_199_254_740_992 }

  /// Exponentially distributed with mean 1.
  @inline(__always)
  mutating func exponential() -> Double { -log(uniform()) }

  /// Normally distributed with mean 0 and deviation 1.
  mutating func normal() -> Double { sqrt(-2 * log(uniform())) * cos(2 * Double.pi * uniform()) }
}

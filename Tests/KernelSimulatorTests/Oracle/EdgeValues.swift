/// Values at which arithmetic goes wrong.
enum EdgeValues {
  /// Zeros, ones, the ends of the normal and subnormal ranges, halfway cases, infinities and NaN of a format.
  static func floats(_ format: BinaryFormat) -> [UInt64] {
    let one = (UInt64(1 << (format.exponentBits - 1)) - 1) << UInt64(format.fractionBits)
    let magnitudes: [UInt64] = [
      0, 1, 2, format.smallestNormal - 1, format.smallestNormal, format.smallestNormal + 1, one - 1, one, one + 1,
      one + format.smallestNormal, one + format.smallestNormal * 2 - 1, one + format.smallestNormal / 2 + 1,
      one - format.smallestNormal * 3 + 5, format.largest - 1, format.largest, format.infinity, format.infinity + 1,
      format.infinity | format.smallestNormal / 2,
    ]
    return magnitudes.flatMap { [$0, $0 | format.sign] }
  }

  /// 0, 1, the ends of the signed and unsigned ranges and patterns of bits.
  static func integers(_ width: Int) -> [UInt64] {
    let all = UInt64.max >> UInt64(64 - width)
    let half = all / 2
    let patterns: [UInt64] = [
      0, 1, 2, 3, 7, half - 1, half, half + 1, half + 2, all - 1, all, 0xAAAA_AAAA_AAAA_AAAA & all,
      0x0123_4567_89AB_CDEF & all, 0xFEDC_BA98_7654_3210 & all,
    ]
    return patterns
  }
}

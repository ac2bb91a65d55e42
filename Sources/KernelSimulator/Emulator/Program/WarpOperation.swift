/// Exchanges between the lanes of a warp.
enum WarpOperation: UInt8, Sendable {
  case shuffleUp, shuffleDown, shuffleButterfly, shuffleIndex
  case voteAll, voteAny, voteUniform, voteBallot
  case matchAny, matchAll
  case reduceAdd, reduceMinimum, reduceMaximum, reduceAnd, reduceOr, reduceXor
  case activeMask
  case elect
  /// `bar.warp.sync`
  case synchronize

  /// Whether it shuffles.
  var isShuffle: Bool { rawValue <= WarpOperation.shuffleIndex.rawValue }
}

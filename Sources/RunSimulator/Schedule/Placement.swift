/// Which rank holds each stage, by direction, then stage.
enum Placement {
  /// A stage a rank.
  static func straight(ranks: Int) -> [[Int]] { [Array(0..<ranks)] }

  /// Several stages a rank, which a micro-batch passes in rounds.
  static func rounds(ranks: Int, stagesPerRank: Int) -> [[Int]] {
    [(0..<ranks * stagesPerRank).map { $0 % ranks }]
  }

  /// Two stages a rank: to the last rank and back.
  static func vShaped(ranks: Int) -> [[Int]] { [Array(0..<ranks) + (0..<ranks).reversed()] }

  /// A stage a rank in each of two opposite directions.
  static func bidirectional(ranks: Int) -> [[Int]] { [Array(0..<ranks), (0..<ranks).reversed()] }
}

/// The tile of one bundled FP8 GEMM on tensor cores: what each of its CTAs multiplies at a time, and how it is fed.
public struct FP8GEMMTile: Sendable, Hashable {
  /// The operand of which the two CTAs of a cluster have the same tile, each fetching half of it for both.
  public enum SharedOperand: String, Sendable {
    /// There are no clusters.
    case none = ""
    /// The left one: the CTAs lie side by side.
    case a
    /// The right one: the CTAs lie one below the other.
    case b
  }

  /// Rows of the result: 64 for each part of a warpgroup's sums.
  public let rows: Int
  /// Columns of the result: those of one `wgmma`.
  public let columns: Int
  /// How many steps of 128 along k the producer is ahead.
  public let stages: Int
  /// What is fetched once for two CTAs.
  public let shared: SharedOperand
  /// Whether each 128 rows of the left matrix have a right one of their own.
  public let isGrouped: Bool

  /// The name of the kernel; without a size it is 128 x 128 without clusters.
  public var kernel: String {
    let work = isGrouped ? "fp8_gemm_grouped" : "fp8_gemm"
    if rows == 128, columns == 128, shared == .none { return "\(work)_ptx" }
    return "\(work)_\(rows)x\(columns)\(shared.rawValue)_ptx"
  }

  /// CTAs of a cluster.
  public var clusterSize: Int { shared == .none ? 1 : 2 }
  /// Threads of a CTA: a producer warpgroup, and one or two that multiply.
  public var threads: Int { rows == 64 ? 256 : 384 }
  /// Blocks of 128 columns that a tile can touch, each with its own scales.
  var scaleBlocks: Int { 128 % columns == 0 ? 1 : 2 }
  /// The largest k whose scales fit into shared memory.
  var largestK: Int { scaleBlocks == 1 ? 1 << 17 : 1 << 15 }
  /// Whether results are stored in swizzled boxes of 64 columns. DeepGEMM's first tiles did without, at the price of
  /// conflicts between the rows of a box in the banks of shared memory.
  var storesSwizzled: Bool { columns == 128 && (rows == 256 || rows == 128 && shared == .none) }

  /// Dynamic shared memory: stages of both tiles and a's scales, the results, and b's scales.
  func dynamicSharedBytes(k: Int) -> Int {
    stages * (rows * 128 + columns * 128 + rows * 4) + rows * columns * 2
      + k.dividedRoundingUp(by: 128) * 4 * scaleBlocks
  }

  /// The tiles of a result.
  func count(m: Int, n: Int) -> Int { m.dividedRoundingUp(by: rows) * n.dividedRoundingUp(by: columns) }

  /// The tiles of a result in whole clusters.
  func countInClusters(m: Int, n: Int) -> Int {
    let down = m.dividedRoundingUp(by: shared == .b ? 2 * rows : rows)
    let across = n.dividedRoundingUp(by: shared == .a ? 2 * columns : columns)
    return down * across * clusterSize
  }

  /// All that are bundled. Stages are as many as DeepGEMM chose for the tile.
  public static let bundled: [FP8GEMMTile] =
    [
      dense(64, 16, stages: 8), dense(64, 32, stages: 8), dense(64, 56, stages: 6), dense(64, 96, stages: 6),
      dense(64, 128, stages: 8), dense(128, 16, stages: 8), dense(128, 32, stages: 8), dense(128, 56, stages: 6),
      dense(128, 96, stages: 6), dense(128, 112, stages: 6), dense(128, 112, stages: 6, .a),
      dense(128, 128, stages: 5), dense(128, 128, stages: 5, .a), dense(128, 144, stages: 5, .b),
      dense(128, 160, stages: 4, .b), dense(256, 128, stages: 3, .a),
    ] + [
      FP8GEMMTile(rows: 128, columns: 128, stages: 5, shared: .none, isGrouped: true),
      FP8GEMMTile(rows: 128, columns: 128, stages: 5, shared: .a, isGrouped: true),
      FP8GEMMTile(rows: 128, columns: 160, stages: 4, shared: .b, isGrouped: true),
    ]

  private static func dense(
    _ rows: Int, _ columns: Int, stages: Int, _ shared: SharedOperand = .none
  ) -> FP8GEMMTile {
    FP8GEMMTile(rows: rows, columns: columns, stages: stages, shared: shared, isGrouped: false)
  }
}

extension FP8GEMMTile: CustomStringConvertible {
  /// Its size, and which operand a cluster shares.
  public var description: String { "\(rows)x\(columns)" + (shared == .none ? "" : " multicast \(shared.rawValue)") }
}

extension FP8GEMMTile {
  /// The published rules of `get_best_configs` in DeepGEMM, by the commit that introduced them. Each takes the tile with
  /// the fewest waves, and of those the one whose last wave is fullest.
  public enum Rule: String, Sendable, CaseIterable {
    /// a6d97a1: 64 rows up to m = 64, else 128; up to 128 columns; multicast of a from m = 1024 on.
    case first
    /// 55ab91f: also 144 and 160 columns; multicast of a or b from m = 512 on.
    case wide
    /// 97575bf: 64, 128 or 256 rows and up to 128 columns; multicast of a or b from m = 512 on.
    case tall

    fileprivate func allows(_ tile: FP8GEMMTile, m: Int) -> Bool {
      if self != .wide, tile.columns > 128 { return false }
      if tile.isGrouped { return tile.rows == 128 }
      guard self == .tall else { return tile.rows == (m <= 64 ? 64 : 128) }
      return tile.rows <= (m <= 64 ? 64 : m <= 128 ? 128 : 256)
    }

    fileprivate func allowsMulticast(_ tile: FP8GEMMTile, m: Int, n: Int, multiprocessors: Int) -> Bool {
      guard multiprocessors.isMultiple(of: 2), m >= (self == .first ? 1024 : 512) else { return false }
      switch tile.shared {
      case .none: return true
      case .a: return n.isMultiple(of: 2 * tile.columns)
      case .b: return self != .first && m.isMultiple(of: 2 * tile.rows)
      }
    }
  }

  /// The bundled tile that a rule takes for a shape.
  ///
  /// DeepGEMM compiles a kernel for any tile; here only the bundled ones stand for choice, so for shapes other than the
  /// published ones its own choice can be a width in between.
  ///
  /// - Parameters:
  ///   - m: rows of all groups.
  ///   - n: columns of the result.
  ///   - k: terms of each sum.
  ///   - isGrouped: whether rows are grouped by expert.
  ///   - multiprocessors: SMs that the kernel may use.
  ///   - rule: which of the published rules.
  public static func chosen(
    m: Int, n: Int, k: Int, isGrouped: Bool = false, multiprocessors: Int = 132, rule: Rule = .tall
  ) -> FP8GEMMTile {
    var best = FP8GEMMTile(rows: 128, columns: 128, stages: 5, shared: .none, isGrouped: isGrouped)
    var bestFit: Fit?
    for tile in bundled where tile.isGrouped == isGrouped && k <= tile.largestK && rule.allows(tile, m: m) {
      if tile.shared != .none, !rule.allowsMulticast(tile, m: m, n: n, multiprocessors: multiprocessors) { continue }
      let fit = Fit(tile, m: m, n: n, multiprocessors: multiprocessors, rule: rule)
      if let known = bestFit, !known.isWorse(than: fit) { continue }
      best = tile
      bestFit = fit
    }
    return best
  }

  /// How a tile divides a result.
  private struct Fit {
    /// In descending order of weight; larger is better.
    private let values: [Int]

    init(_ tile: FP8GEMMTile, m: Int, n: Int, multiprocessors: Int, rule: Rule) {
      let tiles = tile.count(m: m, n: n)
      let last = tiles % multiprocessors
      values = [
        -tiles.dividedRoundingUp(by: multiprocessors), last == 0 ? multiprocessors : last,
        rule == .first ? tile.columns : tile.rows, rule == .first ? -tile.rows : -tile.columns, tile.clusterSize,
      ]
    }

    func isWorse(than other: Fit) -> Bool { values.lexicographicallyPrecedes(other.values) }
  }

  /// The tile of a bundled kernel; `nil` where it is no FP8 GEMM on tensor cores.
  public static func of(_ kernel: BundledKernel) -> FP8GEMMTile? { bundled.first { $0.kernel == kernel.name } }
}

extension KernelLibrary {
  /// The kernel of a piece of work that fits a shape best where several PTX paths differ in their tiles only: FP8 GEMMs.
  ///
  /// - Parameters:
  ///   - work: such as `fp8_gemm`.
  ///   - shape: its dimensions by name; those that are missing have their standard values.
  ///   - multiprocessors: SMs that the kernel may use.
  /// - Returns: `nil` for other work.
  public static func chosen(work: String, shape: [String: Int], multiprocessors: Int = 132) -> BundledKernel? {
    let isGrouped = work == "fp8_gemm_grouped"
    guard isGrouped || work == "fp8_gemm", let standard = paths(of: work).first?.standardShape else { return nil }
    func size(_ name: String) -> Int { shape[name] ?? standard[name] }
    let tile = FP8GEMMTile.chosen(
      m: size("m"), n: size("n"), k: size("k"), isGrouped: isGrouped, multiprocessors: multiprocessors)
    return named(tile.kernel)
  }
}

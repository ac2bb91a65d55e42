/// Which clusters of a grid stand for all of it.
///
/// The length of a CTA may depend on its place along x (the tile of queries in causal attention), while its number in
/// the grid says little about that place: numbers at even distances may all have nearly the same. So places are chosen
/// along a row of the grid, each part of it equally often.
struct ClusterSample {
  /// Clusters side by side along x, and all of them.
  private let width: Int
  private let count: Int

  init(_ launch: Launch) {
    width = max(1, launch.grid.x / launch.cluster.x)
    count = launch.grid.count / launch.cluster.count
  }

  /// A share of 1 that, over all indices, comes to each of so many equal parts once, and spreads from the start.
  private static func turn(_ index: Int, of parts: Int) -> Double {
    guard parts > 1 else { return 0.5 }
    var step = max(1, Int((Double(parts) * golden).rounded()))
    while greatestDivisor(step, parts) > 1 { step += 1 }
    return (Double(index * step % parts) + 0.5) / Double(parts)
  }

  private static let golden = 0.618_033_988_749_894_8
  /// Independent of the golden ratio: the same for two dimensions.
  private static let plastic = 0.754_877_666_246_692_8

  private static func greatestDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestDivisor(b, a % b) }

  /// The part after the point of a multiple.
  private static func fraction(_ index: Int, _ ratio: Double) -> Double {
    let turn = Double(index) * ratio
    return turn - turn.rounded(.down)
  }

  /// The cluster of a wave that a column of SMs gets.
  ///
  /// Since an SM gets the next cluster when it is free, none has always the same place in a wave.
  ///
  /// - Parameters:
  ///   - index: The number of the wave.
  ///   - columns: The clusters of a full wave.
  ///   - waves: All waves.
  func cluster(ofWave index: Int, columns: Int, waves: Int) -> Int {
    let isPeriodic = width > 1 && width <= columns && width < count
    guard isPeriodic else {
      let wave = min(columns, count - index * columns)
      return index * columns + Int(Self.fraction(index, Self.golden) * Double(wave))
    }
    // A last wave that is short may not have all places of a row.
    let first = max(0, min(index * columns, count - columns))
    let place = Int(Self.turn(index, of: waves) * Double(width))
    let offset = (place - first % width + width) % width
    let rows = (columns - 1 - offset) / width + 1
    return first + offset + Int(Self.fraction(index, Self.plastic) * Double(rows)) * width
  }

  /// One of an even number of clusters that are spread over the whole grid. Each pair of neighbours lies on both sides of
  /// the middle of a row, equally far from it: where the length of a CTA grows along x, each pair has the mean length.
  func cluster(_ index: Int, of parts: Int) -> Int {
    let isRow = width > 1
    let length = isRow ? width : count
    // Centres of the parts of the first half; where one lies between two places, they are taken in turn.
    let pair = index / 2
    let centre = Self.turn(pair, of: parts / 2) * Double(length) / 2 - 0.5
    let before = min(max(Int(centre.rounded(pair % 2 == 0 ? .down : .up)), 0), length - 1)
    let place = index % 2 == 0 ? before : length - 1 - before
    guard isRow, width < count else { return place }
    let rows = count / width
    return Int(Self.fraction(index, Self.plastic) * Double(rows)) * width + place
  }
}

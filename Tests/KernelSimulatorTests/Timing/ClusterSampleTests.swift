import Testing

@testable import KernelSimulator

/// Which clusters stand for a grid.
struct ClusterSampleTests {
  /// Tiles of queries times heads, as attention is launched.
  private static let sample = ClusterSample(
    Launch(grid: Launch.Extent(32, 128), block: Launch.Extent(384), arguments: []))

  @Test(arguments: [132, 112, 66])
  func columnsMeetEachPlaceOfARowEquallyOften(columns: Int) {
    let waves = (4096 + columns - 1) / columns
    let places = (0..<waves).map { Self.sample.cluster(ofWave: $0, columns: columns, waves: waves) }
    let mean = Double(places.reduce(0) { $0 + $1 % 32 }) / Double(waves)
    #expect(abs(mean - 15.5) <= 0.5)
    for (wave, place) in places.enumerated().dropLast() { #expect(place / columns == wave) }
    #expect(places.allSatisfy { $0 < 4096 })
  }

  @Test(arguments: [8, 32, 64, 100])
  func samplesHaveTheMeanOfTheGrid(width: Int) {
    let sample = ClusterSample(Launch(grid: Launch.Extent(width, 64), block: Launch.Extent(128), arguments: []))
    let places = (0..<32).map { sample.cluster($0, of: 32) }
    let mean = Double(places.reduce(0) { $0 + $1 % width }) / 32
    #expect(abs(mean - Double(width - 1) / 2) <= 0.02 * Double(width))
    #expect(places.allSatisfy { $0 < 64 * width })
    #expect(Set(places).count == 32)
  }

  @Test func gridsOfOneRowAreSpreadOver() {
    let sample = ClusterSample(Launch(grid: Launch.Extent(1000), block: Launch.Extent(128), arguments: []))
    #expect(sample.cluster(ofWave: 0, columns: 100, waves: 10) == 0)
    for wave in 0..<10 { #expect(sample.cluster(ofWave: wave, columns: 100, waves: 10) / 100 == wave) }
  }
}

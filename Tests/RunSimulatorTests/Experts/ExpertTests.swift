import RunSimulator
import Testing

@Suite struct ExpertTests {
  private func router(_ skew: Double) -> ExpertRouter {
    ExpertRouter(experts: 64, topK: 4, nodes: 4, nodeLimit: 2, skew: skew, seed: 7)
  }

  @Test func everyTokenGetsItsExperts() {
    let loads = router(1).loads(tokens: 500)
    #expect(loads.reduce(0, +) == 2000)
    #expect(loads == router(1).loads(tokens: 500))
    #expect(loads != router(1).loads(tokens: 500, batch: 1))
  }

  @Test func skewLoadsSomeMore() {
    let even = ExpertPlacement(inOrder: router(0).loads(tokens: 2000), ranks: 16)
    let skewed = ExpertPlacement(inOrder: router(1).loads(tokens: 2000), ranks: 16)
    #expect(skewed.imbalancePercent > 2 * even.imbalancePercent)
    #expect(skewed.nodeLoads(gpusPerNode: 4).count == 4)
    #expect(skewed.nodeLoads(gpusPerNode: 4).reduce(0, +) == 8000)
  }

  @Test func balancersEvenLoadsOut() {
    let router = router(1)
    let loads = router.loads(tokens: 1000, batch: 99)
    let plain = ExpertPlacement(inOrder: loads, ranks: 16).imbalancePercent
    let redundant = ExpertPlacement(balancing: loads, ranks: 16, redundant: 16)
    #expect(redundant.imbalancePercent < plain / 2)
    #expect(redundant.ranks.allSatisfy { $0.count == 5 })
    #expect(Set(redundant.ranks.joined()).count == 64)
    let bias = router.balancingBias(tokens: 1000, batches: 40, step: 0.1)
    let biased = ExpertPlacement(inOrder: router.loads(tokens: 1000, bias: bias, batch: 99), ranks: 16)
    #expect(biased.imbalancePercent < plain / 2)
  }
}

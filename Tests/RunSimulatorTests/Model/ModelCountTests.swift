import Testing

@testable import RunSimulator

@Suite struct ModelCountTests {
  @Test func deepSeekV3HasThePublishedSize() {
    let model = ModelDescription.deepSeekV3
    // V3009 and V3010: 671 and 37 billion.
    #expect(abs(Double(model.parameterCount) / 671e9 - 1) < 0.001)
    #expect(abs(Double(model.activeParameterCount) / 37e9 - 1) < 0.02)
    // DX008: 187.11 million of attention a layer.
    #expect(model.attentionProjections.reduce(0) { $0 + $1.parameters } == 187_105_280)
  }

  @Test func deepSeekV3TakesThePublishedWork() {
    let model = ModelDescription.deepSeekV3
    // DX011: 250.4 GFLOP a token; IS029: 250.
    #expect(abs(model.flopPerToken(sequenceLength: 4096, causal: true) / 250.4e9 - 1) < 0.002)
    // IS017 over IS019: 432 to 385 TFLOPS.
    let ratio =
      model.flopPerToken(sequenceLength: 4096, causal: false) / model.flopPerToken(sequenceLength: 4096, causal: true)
    #expect(abs(ratio / (432.0 / 385.0) - 1) < 0.002)
  }

  @Test(arguments: [
    (ModelDescription.deepSeekV2, 236e9, 21e9), (.dense70B, 70.6e9, 70.6e9), (.mixtral, 46.7e9, 12.9e9),
  ])
  func othersHaveTheirSize(model: ModelDescription, all: Double, active: Double) {
    #expect(abs(Double(model.parameterCount) / all - 1) < 0.01)
    #expect(abs(Double(model.activeParameterCount) / active - 1) < 0.03)
  }
}

import Analysis
import KernelLibrary
import PTX
import RunSimulator

extension BenchRate {
  /// Every kind of work whose speed has a target.
  static func all() throws -> [BenchRate] {
    let kernels = KernelLibrary.all.map { Array($0.bytes) }
    var pipeline = try Scenario.builtIn("deepseek-v3")
    pipeline.pipeline = Scenario.Pipeline(ranks: 64, microBatches: 1024)
    pipeline.training.gpus = nil
    let wide = pipeline
    var knobs = try WhatIf(scenario: try Scenario.builtIn("deepseek-v3").canonicalJSON)
    let turned = knobs.knobs.filter { $0.path == "chunks.forward_ns" }
    return [
      BenchRate("ptx_parse", unit: "bytes", target: 50e6) {
        for text in kernels where !PTXParser.parse(text, file: "kernel.ptx").diagnostics.isEmpty {
          throw Failure(.inputOutput, "a bundled kernel does not parse")
        }
        return kernels.reduce(0) { $0 + $1.count }
      },
      BenchRate("schedule", unit: "chunks", target: 2e6) { try simulate(wide).schedule.chunks.count },
      // 50 ms a turn.
      BenchRate("what_if", unit: "turns", target: 20) {
        for knob in turned where !knobs.turn(knob, by: 1) { knobs.reset() }
        return turned.count
      },
    ]
  }
}

import Analysis
import KernelLibrary
import KernelSimulator
import PTX
import RunSimulator
import Trace
import TraceFile

extension BenchRate {
  /// Every kind of work whose speed has a target.
  ///
  /// - Parameter path: a file that may be written.
  static func all(writingTo path: String) throws -> [BenchRate] {
    let kernels = KernelLibrary.all.map { Array($0.bytes) }
    let spans = try million()
    let product = try call("gemm_f32_cuda", ["m": 128, "n": 128, "k": 256])
    return [
      BenchRate("ptx_parse", unit: "bytes", target: 50e6) {
        for text in kernels where !PTXParser.parse(text, file: "kernel.ptx").diagnostics.isEmpty {
          throw Failure(.inputOutput, "a bundled kernel does not parse")
        }
        return kernels.reduce(0) { $0 + $1.count }
      },
      BenchRate("emulator", unit: "warp-instructions", target: 20e6) {
        try EmulatorProbe.measure(iterations: 2000, clock: { Double(ChildProcess.now()) / 1e9 }).warpInstructions
      },
      BenchRate("emulator_gemm_f32", unit: "warp-instructions") { try product.run().warpInstructions },
      // With all that a run needs: parsing, buffers, and what is counted without timing.
      try timing("attention192_cuda"), try timing("gemm_bf16_mma_ptx"), try timing("fp8_gemm_ptx"),
      try timing("combine_reduce_ptx"),
      // The same rate at every size means a cost in proportion to ranks x micro-batches.
      try schedule("schedule_8x128", ranks: 8, microBatches: 128),
      try schedule("schedule_16x256", ranks: 16, microBatches: 256),
      try schedule("schedule", ranks: 64, microBatches: 1024),
      // A million in two seconds.
      BenchRate("trace_write", unit: "spans", target: 500_000) {
        try TraceFile.write(spans, to: path)
        return spans.spans.count
      },
      try whatIf("what_if", "deepseek-v3", "chunks.forward_ns"),
      // Chunk times follow from kernels, messages and the load of experts.
      try whatIf("what_if_kernels", "deepseek-v3-h800", "communication.sms"),
      try whatIf("what_if_experts", "deepseek-v3-h800", "experts.skew"),
    ]
  }

  /// How fast a bundled kernel is timed at its standard shape.
  private static func timing(_ name: String) throws -> BenchRate {
    guard let kernel = KernelLibrary.named(name) else { throw Failure(.inputOutput, "no bundled kernel \(name)") }
    return BenchRate("timing_\(name)", unit: "warp-instructions", target: 2e6) {
      try kernel.timing(kernel.standardShape, parameters: .h800SXM).detailedInstructions
    }
  }

  /// How often a second a knob is turned and the step simulated again; 50 ms a turn are asked.
  private static func whatIf(_ name: String, _ scenario: String, _ path: String) throws -> BenchRate {
    var model = try WhatIf(scenario: try Scenario.builtIn(scenario).canonicalJSON)
    guard let knob = model.knobs.first(where: { $0.path == path }) else {
      throw Failure(.inputOutput, "\(scenario) has no knob \(path)")
    }
    return BenchRate(name, unit: "turns", target: 20) {
      if !model.turn(knob, by: 1) || model.outcome.step == nil { model.reset() }
      return 1
    }
  }

  private static func schedule(_ name: String, ranks: Int, microBatches: Int) throws -> BenchRate {
    var scenario = try Scenario.builtIn("deepseek-v3")
    scenario.pipeline = Scenario.Pipeline(ranks: ranks, microBatches: microBatches)
    scenario.training.gpus = nil
    let wide = scenario
    return BenchRate(name, unit: "chunks", target: 2e6) { try simulate(wide).schedule.chunks.count }
  }

  /// A trace of about a million spans: the kernels of all ranks.
  private static func million() throws -> TraceTables {
    var scenario = try Scenario.builtIn("deepseek-v3-h800")
    scenario.pipeline.microBatches = 150
    let step = try simulate(scenario)
    var recorder = TraceRecorder(info: TraceInfo(origin: .simulation, sourceName: scenario.name))
    try step.record(into: &recorder, TraceDetail(ranks: Array(0..<scenario.pipeline.ranks)))
    return recorder.finish()
  }

  /// A bundled kernel for a shape.
  private static func call(_ name: String, _ given: [String: Int]) throws -> KernelCall {
    guard let kernel = KernelLibrary.named(name) else { throw Failure(.inputOutput, "no bundled kernel \(name)") }
    let shape = try KernelShape(kernel.dimensions, given: given)
    return try KernelCall(
      module: PTXParser.parse(kernel.bytes, file: name), entry: kernel.entry,
      shape: KernelCall.Shape(kernel.launch(shape)), arguments: kernel.arguments(shape),
      file: { (path) throws(KernelArgumentError) in throw KernelArgumentError(path, "no file is needed") })
  }
}

public import Trace

/// A made-up H800 trace, always the same: FP8 GEMMs on 112 SMs beside dispatch and combine on 20, launched from a thread,
/// with phases. Small enough to count by hand, and with everything that a view shows.
public enum ModelTrace {
  /// The layers of the model.
  public static let layers = 8

  /// The trace.
  public static func make() -> TraceTables {
    var info = TraceInfo(origin: .chromeJSON, sourceName: "model.json")
    info.devices = [
      TraceDevice(
        index: 0, name: "NVIDIA H800", computeMajor: 9, computeMinor: 0, multiprocessors: 132,
        memoryBytes: 84_943_110_144, registersPerSM: 65536, sharedBytesPerSM: 233_472,
        sharedBytesPerCTAOptIn: 232_448, threadsPerSM: 2048)
    ]
    info.rank = 0
    info.worldSize = 64
    var recorder = TraceRecorder(info: info)
    let compute = recorder.add(
      Track(kind: .stream, name: "stream 7", group: "GPU 0", device: 0, number: 7, order: 0))
    let exchange = recorder.add(
      Track(kind: .stream, name: "stream 27", group: "GPU 0", device: 0, number: 27, order: 1))
    let thread = recorder.add(Track(kind: .thread, name: "thread 1166", group: "python3 1166", number: 1166, order: 2))
    let phases = recorder.add(
      Track(kind: .annotations, name: "ranges on thread 1166", group: "python3 1166", number: 1166, order: 3))
    var correlation: Int64 = 100

    func launch(_ name: String, _ track: TrackID, _ start: Int64, _ duration: Int64, _ shape: LaunchShape) {
      correlation += 1
      recorder.append(
        TraceSpan(
          start: start - 40_000, duration: 6_000, track: thread, name: recorder.names.intern("cudaLaunchKernel"),
          category: .apiCall, correlation: correlation))
      recorder.append(
        TraceSpan(
          start: start, duration: duration, track: track, name: recorder.names.intern(name), category: .kernel,
          shape: recorder.intern(shape), correlation: correlation))
    }
    for layer in 0..<Int64(layers) {
      let start = 1_000_000 + layer * 1_000_000
      recorder.append(
        TraceSpan(
          start: start - 60_000, duration: 900_000, track: phases,
          name: recorder.names.intern(layer.isMultiple(of: 2) ? "attn(F)" : "mlp(F)"), category: .annotation))
      launch("void deep::ep::internode::dispatch<false, 8>(int*)", exchange, start, 400_000, dispatch)
      launch("void gemm::fp8_gemm_kernel<128, 128>(float*)", compute, start + 20_000, 460_000, gemm)
      launch(
        "void at::native::elementwise_kernel<128, 4, MulFunctor>(int)", compute, start + 480_000, 60_000, pointwise)
      launch("void deep::ep::internode::combine<false, 8>(int*)", exchange, start + 500_000, 350_000, combine)
      launch("void gemm::fp8_gemm_kernel<128, 128>(float*)", compute, start + 560_000, 400_000, gemm)
    }
    recorder.append(
      TraceSpan(
        start: 1_000_000 + Int64(layers) * 1_000_000, duration: 3_000, track: compute,
        name: recorder.names.intern("Memcpy DtoD"), category: .memoryCopy))
    return recorder.finish()
  }

  private static let gemm = LaunchShape(
    grid: Extent(x: 112, y: 1, z: 1), block: Extent(x: 384, y: 1, z: 1), registersPerThread: 168,
    staticSharedBytes: 0, dynamicSharedBytes: 203_776)
  private static let dispatch = LaunchShape(
    grid: Extent(x: 20, y: 1, z: 1), block: Extent(x: 512, y: 1, z: 1), registersPerThread: 113,
    staticSharedBytes: 332, dynamicSharedBytes: 0)
  private static let combine = LaunchShape(
    grid: Extent(x: 20, y: 1, z: 1), block: Extent(x: 800, y: 1, z: 1), registersPerThread: 72,
    staticSharedBytes: 1_320, dynamicSharedBytes: 0)
  private static let pointwise = LaunchShape(
    grid: Extent(x: 4_096, y: 1, z: 1), block: Extent(x: 128, y: 1, z: 1), registersPerThread: 31,
    staticSharedBytes: 0, dynamicSharedBytes: 0)
}

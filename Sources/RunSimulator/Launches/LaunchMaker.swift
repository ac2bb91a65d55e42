import KernelLibrary
import Trace

/// Turns the timelines of chunks into launches: finds the bundled kernel, the launch shape and the SMs of each span.
struct LaunchMaker {
  private let times: StageTimes
  private let works: [Character: LayerWork]
  private let run: ModelRun
  /// SMs of the device.
  let multiprocessors: Int
  /// SMs that communication holds while it runs.
  let heldSMs: Int

  /// A layer of a chunk's forward or backward half.
  private struct Half: Hashable {
    var layer: Int
    var isBackward: Bool
  }

  init(_ times: StageTimes, _ model: ModelDescription, _ run: ModelRun, tokens: Int) {
    self.times = times
    self.run = run
    works = LayerWork.kinds(model, run, tokens: tokens)
    multiprocessors = run.multiprocessors
    heldSMs = model.experts > 0 ? run.allToAll.heldSMs : 0
  }

  /// The launches of a chunk, each stream in its order.
  func launches(of chunk: Chunk) -> [Launch] {
    var launches: [Launch] = []
    var next: [Half: Int] = [:]
    var lists: [Half: [LayerKernel]] = [:]
    let spans = times.timeline(of: chunk).spans
    for (span, sms) in zip(spans, times.sms(spans, of: chunk, heldSMs: heldSMs, multiprocessors: multiprocessors)) {
      let half = Half(layer: span.layer, isBackward: span.isBackward)
      guard let role = span.role else {
        launches.append(message(span, sms))
        continue
      }
      let kernels = lists[half] ?? self.kernels(of: chunk, half)
      lists[half] = kernels
      let index = next[half, default: 0]
      next[half] = index + 1
      precondition(
        index < kernels.count && kernels[index].name == span.name, "a timeline runs its layer's kernels in their order")
      if role == .collective {
        launches.append(collective(span, sms))
        continue
      }
      launches.append(kernel(kernels[index], role, span, sms: sms))
    }
    return launches
  }

  /// A layer's kernels in the order in which a chunk of a kind runs them, each as often as it is launched.
  private func kernels(of chunk: Chunk, _ half: Half) -> [LayerKernel] {
    let stage = times.stages[Int(half.isBackward ? chunk.backwardPass.stage : chunk.pass.stage)]
    let kinds = Array(stage)
    let kind = half.isBackward ? kinds[kinds.count - 1 - half.layer] : kinds[half.layer]
    guard let work = works[kind] else { return [] }
    let parts =
      if !half.isBackward {
        [work.attention, work.feedForward]
      } else if chunk.kind == .inputGradient {
        [work.feedForwardGradient, work.attentionGradient]
      } else if chunk.kind == .weightGradient {
        [work.feedForwardWeights, work.attentionWeights]
      } else {
        [work.feedForwardGradient, work.feedForwardWeights, work.attentionGradient, work.attentionWeights]
      }
    let again = half.isBackward && work.isRecomputed && chunk.kind != .weightGradient
    return ((again ? [work.attention, work.feedForward] : []) + parts).joined().flatMap {
      Array(repeating: $0, count: $0.count)
    }
  }

  private func kernel(
    _ kernel: LayerKernel, _ role: KernelRole, _ span: ChunkTimeline.Span, sms: Range<Int>
  ) -> Launch {
    let key = kernel.key.flatMap { try? KernelKey($0) }
    let purpose = kernel.name + (kernel.isEstimated ? ", est." : "")
    var arguments = place(span) + ",\"role\":\"\(role.rawValue)\",\"sms\":\(sms.count)"
    if let key { arguments += ",\"shape\":\"\(key.shape)\"" }
    if kernel.isEstimated { arguments += ",\"estimated\":true" }
    return Launch(
      name: "\(key?.kernel.name ?? "small_kernels")<\(purpose)>", isMessage: false,
      shape: key?.launchShape(multiprocessors: sms.count), sms: sms, start: span.start, end: span.end,
      arguments: "{\(arguments)}")
  }

  /// A message. Its namespace marks it as expert-parallel communication, as that of DeepEP's kernels does.
  private func message(_ span: ChunkTimeline.Span, _ sms: Range<Int>) -> Launch {
    let format = span.name.hasSuffix("combine") ? run.combineFormat : run.dispatchFormat
    let pass = span.isBackward ? "backward" : "forward"
    return Launch(
      name: "tuiperf::ep::\(span.name)<\(format.rawValue), \(pass)>", isMessage: true, shape: messageShape(span.name),
      sms: sms, start: span.start, end: span.end, arguments: "{\(place(span)),\"sms\":\(sms.count)}")
  }

  /// A message within a rank, on the stream of kernels.
  private func collective(_ span: ChunkTimeline.Span, _ sms: Range<Int>) -> Launch {
    Launch(
      name: "nccl::\(span.name)<bf16, \(run.tensorParallel) GPUs>", isMessage: true, shape: nil, sms: sms,
      start: span.start, end: span.end, arguments: "{\(place(span))}")
  }

  private func place(_ span: ChunkTimeline.Span) -> String {
    "\"layer\":\(span.layer),\"pass\":\"\(span.isBackward ? "backward" : "forward")\""
  }

  /// As DeepEP's normal kernels are launched in the published trace (KT020, KT001, KT006, KT023), on the SMs of the scenario.
  private func messageShape(_ name: String) -> LaunchShape? {
    guard run.backend == .sm, heldSMs > 0 else { return nil }
    func shape(_ grid: Int, _ block: Int, _ registers: Int, _ shared: Int) -> LaunchShape {
      LaunchShape(
        grid: Extent(x: grid), block: Extent(x: block), registersPerThread: registers, staticSharedBytes: shared,
        dynamicSharedBytes: 0)
    }
    switch name {
    case "dispatch": return shape(heldSMs, 512, 113, 332)
    case "combine": return shape(heldSMs, 800, 72, 1320)
    case "cached_notify": return shape(heldSMs, 320, 56, 0)
    case "notify": return shape(1 + (run.expertParallel + 7) / 8, 256, 56, 0)
    default: return nil
    }
  }
}

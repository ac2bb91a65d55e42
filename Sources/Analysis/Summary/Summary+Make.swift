public import GPU
public import Trace

extension TraceInfo {
  /// What the source says of a GPU; of the first one where it says nothing of that one.
  fileprivate func described(_ device: Int?) -> TraceDevice? {
    devices.first { $0.index == device } ?? devices.first
  }
}

extension Summary {
  /// What a summary may be asked for beyond the trace itself.
  public struct Options: Sendable {
    /// What counts as communication.
    public var patterns = CommunicationPatterns.standard
    /// The GPU to report; the one with the most work where `nil`.
    public var device: Int?
    /// The device to assume for occupancy and SM allocation; by default what the trace says.
    public var assumedGPU: GPUDevice?

    /// The defaults.
    public init() {}

    /// The device whose rules hold: the assumed one, or the one that the trace describes.
    public func gpu(of info: TraceInfo, device: Int? = nil) -> GPUDevice? {
      assumedGPU ?? info.described(device ?? self.device).flatMap { GPUDevice.matching($0) }
    }
  }

  /// The summary of a trace. It needs the categories of `SpanCategorySet.summary`.
  public init(of trace: TraceTables, options: Options = Options()) {
    let devices = GPUWork.devices(in: trace)
    let works = devices.map { GPUWork(in: trace, device: $0, patterns: options.patterns) }
    let work =
      works.first { $0.device == options.device }
      ?? works.max { ($0.spans.count, -$0.device) < ($1.spans.count, -$1.device) }
      ?? GPUWork(in: trace, device: options.device ?? 0, patterns: options.patterns)
    self.init(
      of: trace, work: work, devices: devices, gpu: options.gpu(of: trace.info, device: work.device))
  }

  /// The summary of one GPU's work.
  private init(of trace: TraceTables, work: GPUWork, devices: [Int], gpu: GPUDevice?) {
    let described = trace.info.described(work.device)
    let kernels = work.spans.filter { $0.category == .kernel }
    let pipeline = PipelineSummary(of: trace)
    let extent = work.spans.isEmpty ? pipeline?.extent ?? 0..<0 : work.extent

    source = trace.info.sourceName
    origin = trace.info.origin
    deviceName = described?.name
    device = work.device
    self.devices = devices
    rank = trace.info.rank
    worldSize = trace.info.worldSize
    self.extent = extent
    let compute = work.union([.compute])
    let communication = work.union([.communication])
    if work.spans.isEmpty, let pipeline {
      activity = pipeline.activity
      activityWithMemory = pipeline.activity
    } else {
      activity = ActivitySummary(compute: compute, communication: communication, within: extent)
      let all = work.spans.lazy.map { $0.start..<$0.end }.reduce(into: extent) { extent, span in
        extent = min(extent.lowerBound, span.lowerBound)..<max(extent.upperBound, span.upperBound)
      }
      activityWithMemory = ActivitySummary(
        compute: work.union([.compute, .memory]), communication: communication, within: all)
    }
    idle = Self.idle(between: kernels)
    streams = Self.streams(in: trace, work: work)
    self.kernels = KernelSummary.kernels(of: kernels, trace: trace, work: work, gpu: gpu)
    kernelCount = kernels.count
    memoryCount = work.spans.count - kernels.count
    var latencies = kernels.compactMap(\.launchLatency)
    launchLatency = Distribution(&latencies)
    phases = PhaseSummary.phases(in: trace, work: work)
    smTime = gpu.flatMap { SMAllocation(of: trace, work: work, gpu: $0) }.map { SMTime($0) }
    self.pipeline = pipeline
    loss = trace.info.loss
    recordedPart = Self.recordedPart(trace.info.facts)
  }

  private static func recordedPart(_ facts: [String: String]) -> String? {
    let places = [
      ("kernel_level_micro_batches", "micro-batches"), ("kernel_level_chunks", "chunks"), ("kernel_level_ns", "ns"),
    ].compactMap { key, label in facts[key].map { "\(label) \($0)" } }
    guard let ranks = facts["kernel_level_ranks"], !places.isEmpty else { return nil }
    return "Kernels are recorded of ranks \(ranks), \(places.joined(separator: ", ")) only; "
      + "time between those chunks counts as idle."
  }

  /// Why nothing ran between spans that come in order of their start.
  static func idle(between spans: some Sequence<TraceSpan>) -> IdleBreakdown {
    var idle = IdleBreakdown()
    var end = Int64.max
    for span in spans {
      if span.start > end { idle.add(gap: end..<span.start, launched: span.launched) }
      end = end == Int64.max ? span.end : max(end, span.end)
    }
    return idle
  }

  private static func streams(in trace: TraceTables, work: GPUWork) -> [StreamSummary] {
    Dictionary(grouping: work.spans, by: \.track).map { track, spans in
      func union(_ roles: Set<KernelRole>) -> Int64 {
        let included = spans.lazy.filter { roles.contains(work.role(of: $0)) }
        return IntervalSet(ascending: included.map { $0.start..<$0.end }).length
      }
      let kernelCount = spans.count { $0.category == .kernel }
      return StreamSummary(
        name: trace[track].name, number: trace[track].number, kernelCount: kernelCount,
        memoryCount: spans.count - kernelCount, busy: union([.compute, .communication, .memory]),
        compute: union([.compute]), communication: union([.communication]), idle: idle(between: spans))
    }
    .sorted { ($1.busy, $0.number, $0.name) < ($0.busy, $1.number, $1.name) }
  }
}

/// The kernels and messages of a chunk on a compute and a communication stream of each GPU that shares the experts.
///
/// Kernels of experts take as long as a GPU's load asks. A dispatch or a combine begins when the slowest GPU has come to
/// it; the others wait in the kernel before it, which holds the SMs of communication meanwhile.
public struct ChunkTimeline: Sendable, Equatable {
  /// A kernel, a message, or the wait before one.
  public struct Span: Sendable, Equatable {
    /// What it is.
    public var name: String
    /// What the kernel is for; `nil` on the communication stream.
    public var role: KernelRole?
    /// Whether it is the wait for other GPUs before a message.
    public var isWait: Bool
    /// Whether its time was derived from a kernel that does other work.
    public var isEstimated: Bool
    /// The layer of the chunk, from 0.
    public var layer: Int
    /// Whether it belongs to the backward pass.
    public var isBackward: Bool
    /// When it starts, in nanoseconds from the chunk's beginning.
    public var start: Int64
    /// When it ends.
    public var end: Int64

    /// Whether it is a message or a wait before one.
    public var isCommunication: Bool { role == nil || role == .collective }
  }

  /// All spans of the GPU whose load is nearest to the mean, each stream in its order.
  public private(set) var spans: [Span] = []
  /// When the compute stream of each GPU is free.
  private var compute: [Int64]
  private var communication: [Int64]
  /// Whether messages may run while kernels do.
  private let overlaps: Bool
  /// Whether kernels leave the SMs of communication alone even where there is none.
  private let holdsSMs: Bool
  private let loads: ChunkLoads
  /// The wait before a message where all GPUs are there.
  private let notify: Int64
  private let gap: Int64

  init(_ group: ChunkGroup, overlaps: Bool, holdsSMs: Bool) {
    loads = group.loads
    notify = group.notify
    gap = group.gap
    self.overlaps = overlaps
    self.holdsSMs = holdsSMs
    compute = Array(repeating: 0, count: loads.ranks)
    communication = compute
  }

  /// The beginning of the chunk on every GPU.
  var beginning: [Int64] { Array(repeating: 0, count: loads.ranks) }

  /// The chunk's length: until the last GPU is done.
  public var span: Int64 { max(compute.max() ?? 0, communication.max() ?? 0) }

  /// Time in kernels.
  public var computeBusy: Int64 { spans.reduce(0) { $1.isCommunication ? $0 : $0 + $1.end - $1.start } }

  /// Time in messages, without the waits before them.
  public var communicationBusy: Int64 {
    spans.reduce(0) { $1.isCommunication && !$1.isWait ? $0 + $1.end - $1.start : $0 }
  }

  /// Time in waits before messages.
  public var waiting: Int64 { spans.reduce(0) { $1.isWait ? $0 + $1.end - $1.start : $0 } }

  /// Time in messages and waits before them while no kernel runs.
  public var exposedCommunication: Int64 {
    let kernels = spans.filter { !$0.isCommunication }
    // Nothing runs beside messages on the stream of kernels.
    var exposed = busy(.collective)
    var first = 0
    for message in spans where message.role == nil {
      var covered: Int64 = 0
      while first < kernels.count && kernels[first].end <= message.start { first += 1 }
      var index = first
      while index < kernels.count && kernels[index].start < message.end {
        covered += max(0, min(kernels[index].end, message.end) - max(kernels[index].start, message.start))
        index += 1
      }
      exposed += message.end - message.start - covered
    }
    return exposed
  }

  /// Kernel time by role.
  public func busy(_ role: KernelRole) -> Int64 {
    spans.reduce(0) { $1.role == role ? $0 + $1.end - $1.start : $0 }
  }

  /// Runs kernels after a time of each GPU; returns when the last ends.
  mutating func run(
    _ kernels: [LayerTimes.Kernel], after: [Int64], layer: Int, isBackward: Bool
  ) -> [Int64] {
    guard !kernels.isEmpty else { return after }
    let rows = loads[layer, isBackward].rows
    // Where all kernels leave the same SMs, other GPUs differ in their load alone.
    let even = kernels.reduce(gap * Int64(kernels.count - 1)) { $0 + $1.held }
    let perLoad = kernels.reduce(0) { $0 + $1.heldPerLoad }
    for rank in compute.indices {
      if holdsSMs && rank != loads.typical {
        let time = even + Int64(((rows[rank] - 1) * perLoad).rounded())
        compute[rank] = max(compute[rank] + gap, after[rank]) + time
        continue
      }
      var time = compute[rank]
      let isShown = rank == loads.typical
      for kernel in kernels {
        time = max(time + gap, after[rank])
        let duration = kernel.time(held: holdsSMs || communication[rank] > time, load: rows[rank])
        if isShown {
          spans.append(
            Span(
              name: kernel.name, role: kernel.role, isWait: false, isEstimated: kernel.isEstimated, layer: layer,
              isBackward: isBackward, start: time, end: time + duration))
        }
        time += duration
      }
      compute[rank] = time
    }
    if !overlaps { communication = compute }
    return compute
  }

  /// Sends a message after a time of each GPU; returns when it has arrived.
  mutating func send(
    _ name: String, _ message: LayerMessage?, after: [Int64], layer: Int, isBackward: Bool
  ) -> [Int64] {
    guard let message else { return after }
    let load = loads[layer, isBackward]
    var begin: Int64 = 0
    for rank in communication.indices {
      communication[rank] = max(communication[rank], after[rank])
      begin = max(begin, communication[rank])
    }
    begin += notify
    let shown = loads.typical
    func add(_ name: String, isWait: Bool, _ start: Int64, _ end: Int64) {
      spans.append(
        Span(
          name: name, role: nil, isWait: isWait, isEstimated: false, layer: layer, isBackward: isBackward,
          start: start, end: end))
    }
    if begin > communication[shown] {
      // Only a forward dispatch tells counts; the other messages go the same ways again (KT006, KT023).
      let tells = name == "dispatch" && !isBackward
      add(tells ? "notify" : "cached_notify", isWait: true, communication[shown], begin)
    }
    for rank in communication.indices {
      communication[rank] =
        begin
        + message.time(
          network: load.network[rank], nvlink: load.arrivals[rank], isBeside: overlaps && holdsSMs)
    }
    add(name, isWait: false, begin, communication[shown])
    if !overlaps { compute = communication }
    return communication
  }
}

/// The GPUs that share the experts of a chunk.
struct ChunkGroup: Sendable, Equatable {
  /// Their loads.
  var loads: ChunkLoads
  /// The wait before a message where all GPUs are there.
  var notify: Int64
  /// From the end of a kernel to the start of the next on its stream. HM159 less HM158: kernels of a stream follow each
  /// other every 2.1 us where each runs for 1.235 us.
  var gap: Int64 = 865
}

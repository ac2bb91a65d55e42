/// The kernels and messages of a chunk on a compute and a communication stream.
public struct ChunkTimeline: Sendable, Equatable {
  /// A kernel or a message.
  public struct Span: Sendable, Equatable {
    /// What it is.
    public var name: String
    /// What the kernel is for; `nil` for a message.
    public var role: KernelRole?
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
  }

  /// All spans, each stream in its order.
  public private(set) var spans: [Span] = []
  private var compute: Int64 = 0
  private var communication: Int64 = 0
  /// Whether messages may run while kernels do.
  private let overlaps: Bool
  /// Whether kernels leave the SMs of communication alone even where there is none.
  private let holdsSMs: Bool

  init(overlaps: Bool, holdsSMs: Bool) {
    self.overlaps = overlaps
    self.holdsSMs = holdsSMs
  }

  /// The chunk's length.
  public var span: Int64 { max(compute, communication) }

  /// Time in kernels.
  public var computeBusy: Int64 { spans.reduce(0) { $1.role == nil ? $0 : $0 + $1.end - $1.start } }

  /// Time in messages.
  public var communicationBusy: Int64 { spans.reduce(0) { $1.role == nil ? $0 + $1.end - $1.start : $0 } }

  /// Time in messages while no kernel runs.
  public var exposedCommunication: Int64 {
    let kernels = spans.filter { $0.role != nil }
    var exposed: Int64 = 0
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

  /// Runs kernels after a time; returns when the last ends.
  mutating func run(
    _ kernels: [LayerTimes.Kernel], after: Int64, layer: Int, isBackward: Bool
  ) -> Int64 {
    guard !kernels.isEmpty else { return after }
    compute = max(compute, after)
    for kernel in kernels {
      let time = holdsSMs || communication > compute ? kernel.held : kernel.free
      spans.append(
        Span(
          name: kernel.name, role: kernel.role, isEstimated: kernel.isEstimated, layer: layer, isBackward: isBackward,
          start: compute, end: compute + time))
      compute += time
    }
    if !overlaps { communication = compute }
    return compute
  }

  /// Sends a message after a time; returns when it has arrived.
  mutating func send(_ name: String, _ time: Int64?, after: Int64, layer: Int, isBackward: Bool) -> Int64 {
    guard let time else { return after }
    let start = max(communication, after)
    communication = start + time
    if !overlaps { compute = communication }
    spans.append(
      Span(
        name: name, role: nil, isEstimated: false, layer: layer, isBackward: isBackward, start: start,
        end: communication))
    return communication
  }
}

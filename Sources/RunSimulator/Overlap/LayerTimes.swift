/// The times of a layer's kernels and messages for one micro-batch.
struct LayerTimes: Sendable, Equatable {
  /// A kernel with its times, in nanoseconds.
  struct Kernel: Sendable, Equatable {
    var name: String
    var role: KernelRole
    var isEstimated: Bool
    /// Whether it was not simulated on as many SMs as communication leaves.
    var isInterpolated: Bool
    /// On all SMs.
    var free: Int64
    /// On those that communication leaves, with its part of the memory bandwidth.
    var held: Int64
    /// What a GPU with twice the average load of its experts takes more.
    var freePerLoad = 0.0
    /// The same on those SMs.
    var heldPerLoad = 0.0

    /// Its time on a GPU.
    ///
    /// - Parameter load: of the GPU's experts, in parts of the average.
    func time(held isHeld: Bool, load: Double) -> Int64 {
      let more = ((load - 1) * (isHeld ? heldPerLoad : freePerLoad)).rounded()
      return max(1, (isHeld ? held : free) + Int64(more))
    }
  }

  /// Whether backward begins with the layer's forward.
  var isRecomputed = false
  var attention: [Kernel] = []
  var feedForward: [Kernel] = []
  var feedForwardGradient: [Kernel] = []
  var feedForwardWeights: [Kernel] = []
  var attentionGradient: [Kernel] = []
  var attentionWeights: [Kernel] = []
  /// Messages; `nil` where the layer has none.
  var dispatch: LayerMessage?
  var combine: LayerMessage?
  var gradientDispatch: LayerMessage?
  var gradientCombine: LayerMessage?

  static let parts: [any WritableKeyPath<LayerTimes, [Kernel]> & Sendable] = [
    \.attention, \.feedForward, \.feedForwardGradient, \.feedForwardWeights, \.attentionGradient, \.attentionWeights,
  ]

  /// All kernels.
  var all: [Kernel] { Self.parts.flatMap { self[keyPath: $0] } }

  /// What the layer takes one after the other on all SMs: what stages are balanced by.
  var cost: Int64 { all.reduce(0) { $0 + $1.free } }

  /// The part of its kernel time in kernels without tensor cores, which memory bounds.
  var memoryBoundPart: Double {
    let kernels = all.filter { $0.role != .collective }
    let time = kernels.reduce(0) { $0 + $1.held }
    let bound = kernels.reduce(0) { $1.role.usesTensorCores ? $0 : $0 + $1.held }
    return time == 0 ? 0 : Double(bound) / Double(time)
  }

  /// Makes kernels depend on the load of a GPU's experts, from their times with the average load and with another.
  mutating func setSlopes(_ other: LayerTimes, load: Double) {
    for part in Self.parts {
      for index in self[keyPath: part].indices {
        let (even, loaded) = (self[keyPath: part][index], other[keyPath: part][index])
        self[keyPath: part][index].freePerLoad = Double(loaded.free - even.free) / (load - 1)
        self[keyPath: part][index].heldPerLoad = Double(loaded.held - even.held) / (load - 1)
      }
    }
  }
}

extension LayerTimes {
  /// Looks the kernels of a layer up.
  ///
  /// - Parameters:
  ///   - sms: all SMs.
  ///   - heldSMs: those that communication holds.
  ///   - memoryPermille: its part of the memory bandwidth, in parts of a thousand, which kernels without tensor cores
  ///     miss.
  ///   - memoryRate: bytes a second of memory, for bytes that the bundled kernels do not move.
  ///   - nvlink: bytes a second of NVLink, for messages within a rank. That all-to-all may use it meanwhile is not
  ///     counted.
  /// - Throws: `RunError.missingKernelTime`.
  init(
    _ work: LayerWork, _ table: KernelTimeTable, sms: Int, heldSMs: Int, memoryPermille: Int64, memoryRate: Double,
    nvlink: Double, launchOverhead: Double
  ) throws(RunError) {
    func times(_ kernels: [LayerKernel]) throws(RunError) -> [Kernel] {
      var result: [Kernel] = []
      for kernel in kernels {
        if kernel.role == .collective {
          // A message over NVLink takes 3.33 us at least (IS055).
          let time = Int64((Double(kernel.linkBytes) / nvlink * 1e9 + launchOverhead + 3_330).rounded())
          result.append(
            Kernel(
              name: kernel.name, role: kernel.role, isEstimated: false, isInterpolated: false, free: time, held: time))
          continue
        }
        func time(_ sms: Int) throws(RunError) -> Int64 {
          guard let key = kernel.key else { return Int64(launchOverhead.rounded()) }
          guard let time = table.time(key, sms: sms) else { throw .missingKernelTime(key: key) }
          // Reads and writes of f32 sums in equal parts.
          let added = Int64((Double(kernel.addedBytes) / memoryRate * 1e9).rounded())
          return time * Int64(kernel.permille) / 1000 + added
        }
        let free = try time(sms)
        var held = max(free, try time(sms - heldSMs))
        if !kernel.role.usesTensorCores {
          held = max(held, free * 1000 / (1000 - min(memoryPermille, 900)))
        }
        let one = Kernel(
          name: kernel.name, role: kernel.role, isEstimated: kernel.isEstimated,
          isInterpolated: kernel.key.map { !table.has($0, sms: sms - heldSMs) } ?? false, free: free, held: held)
        result += Array(repeating: one, count: kernel.count)
      }
      return result
    }
    isRecomputed = work.isRecomputed
    attention = try times(work.attention)
    feedForward = try times(work.feedForward)
    feedForwardGradient = try times(work.feedForwardGradient)
    feedForwardWeights = try times(work.feedForwardWeights)
    attentionGradient = try times(work.attentionGradient)
    attentionWeights = try times(work.attentionWeights)
  }
}

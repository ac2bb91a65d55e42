/// The times of a layer's kernels and messages for one micro-batch.
struct LayerTimes: Sendable, Equatable {
  /// A kernel with its times, in nanoseconds.
  struct Kernel: Sendable, Equatable {
    var name: String
    var role: KernelRole
    var isEstimated: Bool
    /// On all SMs.
    var free: Int64
    /// On those that communication leaves, with its part of the memory bandwidth.
    var held: Int64
  }

  var attention: [Kernel] = []
  var feedForward: [Kernel] = []
  var feedForwardGradient: [Kernel] = []
  var feedForwardWeights: [Kernel] = []
  var attentionGradient: [Kernel] = []
  var attentionWeights: [Kernel] = []
  /// Messages; `nil` where the layer has none.
  var dispatch: Int64?
  var combine: Int64?
  var gradientDispatch: Int64?
  var gradientCombine: Int64?

  /// All kernels.
  var all: [Kernel] {
    attention + feedForward + feedForwardGradient + feedForwardWeights + attentionGradient + attentionWeights
  }

  /// What the layer takes one after the other on all SMs: what stages are balanced by.
  var cost: Int64 { all.reduce(0) { $0 + $1.free } }
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
  /// - Throws: `RunError.missingKernelTime`.
  init(
    _ work: LayerWork, _ table: KernelTimeTable, sms: Int, heldSMs: Int, memoryPermille: Int64, memoryRate: Double,
    launchOverhead: Double
  ) throws(RunError) {
    func times(_ kernels: [LayerKernel]) throws(RunError) -> [Kernel] {
      var result: [Kernel] = []
      for kernel in kernels {
        func time(_ sms: Int) throws(RunError) -> Int64 {
          guard let key = kernel.key else { return Int64(launchOverhead.rounded()) * Int64(kernel.count) }
          guard let time = table.time(key, sms: sms) else { throw .missingKernelTime(key: key) }
          // Reads and writes of f32 sums in equal parts.
          let added = Int64((Double(kernel.addedBytes) / memoryRate * 1e9).rounded())
          return (time * Int64(kernel.permille) / 1000 + added) * Int64(kernel.count)
        }
        let free = try time(sms)
        var held = max(free, try time(sms - heldSMs))
        if ![.denseGEMM, .groupedGEMM, .weightGEMM, .attention].contains(kernel.role) {
          held = max(held, free * 1000 / (1000 - min(memoryPermille, 900)))
        }
        result.append(
          Kernel(name: kernel.name, role: kernel.role, isEstimated: kernel.isEstimated, free: free, held: held))
      }
      return result
    }
    attention = try times(work.attention)
    feedForward = try times(work.feedForward)
    feedForwardGradient = try times(work.feedForwardGradient)
    feedForwardWeights = try times(work.feedForwardWeights)
    attentionGradient = try times(work.attentionGradient)
    attentionWeights = try times(work.attentionWeights)
  }
}

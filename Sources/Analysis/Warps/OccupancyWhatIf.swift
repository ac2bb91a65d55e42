import GPU

/// What an SM would hold of a kernel with other registers, shared memory or block size.
public struct OccupancyWhatIf: Sendable, Equatable {
  /// What can be turned.
  public enum Knob: String, Sendable, CaseIterable {
    /// Registers of a thread.
    case registers
    /// Shared memory of a CTA, in bytes.
    case shared = "shared memory"
    /// Threads of a CTA.
    case block
  }

  /// An occupancy, or why there is none.
  public enum Outcome: Sendable, Equatable {
    /// Warps on an SM, their share in per cent, and what limits them.
    case holds(warps: Int, percent: Double, limiter: String)
    /// An SM cannot hold a CTA.
    case refused(String)

    /// The share in per cent; 0 where an SM cannot hold a CTA.
    public var percent: Double { if case .holds(_, let percent, _) = self { percent } else { 0 } }
  }

  private let device: GPUDevice
  private let own: [Int]
  private var values: [Int]

  /// The knobs of a kernel; `nil` where its device is not known.
  public init?(_ profile: KernelProfile) {
    guard let device = GPUDevice.named(profile.device) else { return nil }
    self.device = device
    own = [profile.registers, profile.staticShared + profile.dynamicShared, profile.block.reduce(1, *)]
    values = own
  }

  /// The value of a knob, and that of the kernel.
  public func value(_ knob: Knob) -> (now: Int, own: Int) { (values[Self.index(knob)], own[Self.index(knob)]) }

  /// Turns a knob by steps: 8 registers, 1 KiB, a warp.
  public mutating func turn(_ knob: Knob, by steps: Int) {
    let index = Self.index(knob)
    let scale = Self.scale(knob, device)
    values[index] = min(max(scale.step * (values[index] / scale.step + steps), scale.first), scale.last)
  }

  /// Sets all knobs back.
  public mutating func reset() { values = own }

  /// What an SM holds now.
  public var outcome: Outcome { outcome(values) }

  /// The occupancy over a knob's whole range, in so many points, in per cent, with the knob's values.
  public func curve(_ knob: Knob, points: Int) -> [(value: Int, percent: Double)] {
    let scale = Self.scale(knob, device)
    return (0..<max(points, 1)).map { point in
      let steps = (scale.last - scale.first) / scale.step * point / max(points - 1, 1)
      var turned = values
      turned[Self.index(knob)] = scale.first + steps * scale.step
      return (turned[Self.index(knob)], outcome(turned).percent)
    }
  }

  private func outcome(_ values: [Int]) -> Outcome {
    do {
      let occupancy = try device.occupancy(
        threadsPerCTA: values[2], registersPerThread: values[0], sharedBytesPerCTA: values[1])
      return .holds(warps: occupancy.warpsPerSM, percent: occupancy.percent, limiter: occupancy.limiterText)
    } catch {
      return .refused(error.description)
    }
  }

  private static func index(_ knob: Knob) -> Int {
    switch knob {
    case .registers: 0
    case .shared: 1
    case .block: 2
    }
  }

  private static func scale(_ knob: Knob, _ device: GPUDevice) -> (first: Int, last: Int, step: Int) {
    switch knob {
    case .registers: (16, device.limits.registersPerThread, 8)
    case .shared: (0, device.limits.sharedBytesPerCTA, 1024)
    case .block: (32, device.limits.threadsPerCTA, 32)
    }
  }
}

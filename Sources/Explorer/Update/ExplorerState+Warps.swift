public import Analysis
import Terminal

extension ExplorerState {
  /// The profile of the kernel that Warps shows.
  public var profile: KernelProfile? { profiles.indices.contains(kernelIndex) ? profiles[kernelIndex] : nil }

  /// A command while warps are shown.
  ///
  /// - Returns: whether it means something there.
  mutating func moveWarps(_ command: Command) -> Bool {
    let slots = warps.value.map { $0.kernels.indices.contains(kernelIndex) ? $0.kernels[kernelIndex].slots.count : 0 }
    let last = max(0, (slots ?? 0) - 1)
    switch command {
    case .up: warpSlot = max(0, warpSlot - 1)
    case .down: warpSlot = min(last, warpSlot + 1)
    case .pageUp: warpSlot = max(0, warpSlot - 8)
    case .pageDown: warpSlot = min(last, warpSlot + 8)
    case .nextSlice: showKernel(kernelIndex + 1)
    case .previousSlice: showKernel(kernelIndex - 1)
    case .followForward: occupancy?.turn(occupancyKnob, by: 1)
    case .followBack: occupancy?.turn(occupancyKnob, by: -1)
    case .sortNext:
      let knobs = OccupancyWhatIf.Knob.allCases
      occupancyKnob = knobs[((knobs.firstIndex(of: occupancyKnob) ?? 0) + 1) % knobs.count]
    case .sortReverse: occupancy?.reset()
    case .zoomSelection: showKernel(kernelIndex)
    default: return false
    }
    return true
  }

  /// Shows one of the kernels, its whole time.
  mutating func showKernel(_ index: Int) {
    guard !profiles.isEmpty else { return }
    kernelIndex = (index + profiles.count) % profiles.count
    occupancy = OccupancyWhatIf(profiles[kernelIndex])
    if let chart = warps.value, chart.kernels.indices.contains(kernelIndex) {
      let time = chart.kernels[kernelIndex].time
      window.show(time)
      window.moveCursor(to: time.lowerBound + (time.upperBound - time.lowerBound) / 4)
      warpSlot = min(warpSlot, max(0, chart.kernels[kernelIndex].slots.count - 1))
    }
  }

  /// A command while paths are shown.
  ///
  /// - Returns: whether it means something there.
  mutating func movePaths(_ command: Command) -> Bool {
    let page = max(1, ScreenLayout(size: size).viewHeight - 2)
    switch command {
    case .up: pathsScroll -= 1
    case .down: pathsScroll += 1
    case .pageUp: pathsScroll -= page
    case .pageDown: pathsScroll += page
    case .first: pathsScroll = 0
    case .sortReverse: isPathsSwapped.toggle()
    default: return false
    }
    pathsScroll = min(max(0, pathsScroll), 500)
    return true
  }

  /// The two kernels side by side; swapped where the user wants it.
  public var comparison: KernelComparison? {
    guard profiles.count >= 2 else { return nil }
    return isPathsSwapped ? KernelComparison(profiles[1], profiles[0]) : KernelComparison(profiles[0], profiles[1])
  }
}

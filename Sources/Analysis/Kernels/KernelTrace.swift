import FoundationEssentials
import GPU
public import KernelSimulator
public import Trace

/// Simulated kernels as a trace, one after the other: a stream with the kernels, and for each kernel the CTAs of its
/// detailed SM, the states of that SM's warp slots, and counters.
///
/// The profiles stand among the trace's facts, under `kernel_profiles` as a JSON array in the order of the kernels.
public enum KernelTrace {
  /// The fact that holds the profiles.
  public static let fact = "kernel_profiles"

  /// Between two kernels, in nanoseconds.
  private static let gap: Int64 = 1000

  /// The trace of profiles and records.
  public static func tables(_ kernels: [(profile: KernelProfile, record: KernelRecord?)], generator: String) throws
    -> TraceTables
  {
    let names = kernels.map(\.profile.kernel)
    var info = TraceInfo(origin: .simulation, sourceName: names.joined(separator: " and "))
    info.generator = generator
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    info.facts[fact] = String(decoding: try encoder.encode(kernels.map(\.profile)), as: UTF8.self)
    let device = kernels.first.flatMap { GPUDevice.named($0.profile.device) }
    if let device {
      info.devices = [
        TraceDevice(
          index: 0, name: "NVIDIA \(device.name)", computeMajor: device.capability.major,
          computeMinor: device.capability.minor, multiprocessors: device.multiprocessors.value,
          memoryBytes: device.memoryBytes?.value)
      ]
    }
    var recorder = TraceRecorder(info: info)
    let stream = recorder.add(Track(kind: .stream, name: "stream 0", group: "GPU 0", device: 0))
    var start: Int64 = 0
    for (position, kernel) in kernels.enumerated() {
      record(kernel.profile, kernel.record, position: position, from: start, stream, &recorder)
      start += kernel.profile.duration + gap
    }
    return recorder.finish()
  }

  /// The profiles that a trace holds; empty where it has none or they cannot be read.
  public static func profiles(of info: TraceInfo) -> [KernelProfile] {
    guard let text = info.facts[fact] else { return [] }
    return (try? JSONDecoder().decode([KernelProfile].self, from: Data(text.utf8))) ?? []
  }

  private static func record(
    _ profile: KernelProfile, _ record: KernelRecord?, position: Int, from start: Int64, _ stream: TrackID,
    _ recorder: inout TraceRecorder
  ) {
    func extent(_ sizes: [Int]) -> Extent { Extent(x: sizes[0], y: sizes[1], z: sizes[2]) }
    let shape = LaunchShape(
      grid: extent(profile.grid), block: extent(profile.block),
      cluster: profile.cluster == [1, 1, 1] ? nil : extent(profile.cluster), registersPerThread: profile.registers,
      staticSharedBytes: profile.staticShared, dynamicSharedBytes: profile.dynamicShared)
    recorder.append(
      TraceSpan(
        start: start, duration: profile.duration, track: stream, name: recorder.names.intern(profile.kernel),
        category: .kernel, shape: recorder.intern(shape)))
    guard let record else { return }
    // The overhead of the launch comes first.
    let first = start + profile.duration - Int64((Double(profile.cycles) * 1000 / profile.clock).rounded())
    func time(_ cycle: Int64) -> Int64 { first + Int64((Double(cycle) * 1000 / profile.clock).rounded()) }
    let order = 1000 * (position + 1)
    let sm = recorder.add(
      Track(kind: .sm, name: "SM 0", group: profile.kernel, device: 0, number: Int64(position), order: order))
    for cta in record.ctas {
      recorder.append(
        TraceSpan(
          start: time(cta.cycles.lowerBound), duration: time(cta.cycles.upperBound) - time(cta.cycles.lowerBound),
          track: sm, name: recorder.names.intern("CTA \(cta.number)"), category: .cta))
    }
    let end = start + profile.duration
    if time(record.cycles) < end {
      recorder.append(
        TraceSpan(
          start: time(record.cycles), duration: end - time(record.cycles), track: sm,
          name: recorder.names.intern("extrapolated"), category: .extrapolated))
    }
    addSlots(record, position, order, profile.kernel, time, &recorder)
    addCounters(record, position, order, profile.kernel, time, &recorder)
  }

  private static func addSlots(
    _ record: KernelRecord, _ position: Int, _ order: Int, _ kernel: String, _ time: (Int64) -> Int64,
    _ recorder: inout TraceRecorder
  ) {
    let tracks = (0..<4 * record.slotsPerScheduler).map { slot in
      recorder.add(
        Track(
          kind: .warpSlot, name: "warp \(slot / record.slotsPerScheduler).\(slot % record.slotsPerScheduler)",
          group: kernel, device: 0, number: Int64(position), order: order + 1 + slot))
    }
    for state in record.states {
      let start = time(state.cycles.lowerBound)
      let duration = time(state.cycles.upperBound) - start
      // What is shorter than a nanosecond has no place in a trace.
      guard duration > 0 else { continue }
      recorder.append(
        TraceSpan(
          start: start, duration: duration, track: tracks[state.slot],
          name: recorder.names.intern(state.reason.name), category: .warpState))
    }
  }

  private static func addCounters(
    _ record: KernelRecord, _ position: Int, _ order: Int, _ kernel: String, _ time: (Int64) -> Int64,
    _ recorder: inout TraceRecorder
  ) {
    let counters: [(String, (KernelRecord.Sample) -> Double)] = [
      ("warps on SM 0", \.warps), ("issue slots in use, %", \.issuePercent), ("L2 bytes a cycle", \.l2BytesPerCycle),
      ("DRAM bytes a cycle", \.memoryBytesPerCycle),
    ]
    for (index, counter) in counters.enumerated() {
      let track = recorder.add(
        Track(
          kind: .counter, name: counter.0, group: kernel, device: 0, number: Int64(position), order: order + 900 + index
        ))
      for sample in record.samples {
        recorder.append(CounterSample(track: track, time: time(sample.start), value: counter.1(sample)))
      }
      recorder.append(CounterSample(track: track, time: time(record.cycles), value: 0))
    }
  }
}

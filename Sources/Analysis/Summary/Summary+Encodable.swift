import Trace

extension Summary: Encodable {
  enum CodingKeys: String, CodingKey {
    case source
    case origin
    case device
    case gpu
    case gpus
    case rank
    case worldSize = "world_size"
    case start = "start_ns"
    case span = "span_ns"
    case withMemory = "with_memory_operations"
    case idleCauses = "idle_causes"
    case streams
    case kernels
    case kernelCount = "kernel_count"
    case memoryCount = "memory_operation_count"
    case launchLatency = "launch_latency"
    case phases
    case smTime = "sm_time"
    case pipeline
    case skippedEvents = "skipped_events"
    case firstSkippedByte = "first_skipped_byte"
    case firstSkippedReason = "first_skipped_reason"
    case repairedDurations = "repaired_durations"
    case truncated
    case recordedPart = "recorded_part"
  }

  /// Writes the keys that the documentation lists; the figures of `activity` stand at the top level.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(source, forKey: .source)
    try container.encode(origin.rawValue, forKey: .origin)
    try container.encode(deviceName, forKey: .device)
    try container.encode(device, forKey: .gpu)
    try container.encode(devices, forKey: .gpus)
    try container.encode(rank, forKey: .rank)
    try container.encode(worldSize, forKey: .worldSize)
    try container.encode(extent.lowerBound, forKey: .start)
    try container.encode(span, forKey: .span)
    try activity.encode(to: encoder)
    try container.encode(activityWithMemory, forKey: .withMemory)
    try container.encode(idle, forKey: .idleCauses)
    try container.encode(streams, forKey: .streams)
    try container.encode(kernels, forKey: .kernels)
    try container.encode(kernelCount, forKey: .kernelCount)
    try container.encode(memoryCount, forKey: .memoryCount)
    try container.encode(launchLatency, forKey: .launchLatency)
    try container.encode(phases, forKey: .phases)
    try container.encode(smTime, forKey: .smTime)
    try container.encode(pipeline, forKey: .pipeline)
    try container.encode(loss.skippedEvents, forKey: .skippedEvents)
    try container.encode(loss.firstByte, forKey: .firstSkippedByte)
    try container.encode(loss.skippedEvents > 0 ? loss.firstReason : nil, forKey: .firstSkippedReason)
    try container.encode(loss.repairedDurations, forKey: .repairedDurations)
    try container.encode(loss.truncated, forKey: .truncated)
    try container.encodeIfPresent(recordedPart, forKey: .recordedPart)
  }
}

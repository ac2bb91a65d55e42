/// What the first SM does over time, where it is wanted.
extension TimingMachine {
  /// Keeps what the first SM does from now on.
  mutating func startRecording() {
    isRecording = true
    recording = TimingRecording(slots: 4 * seatsPerScheduler, ctaSlots: residentClusters)
  }

  /// A warp was in a state since its last one.
  @inline(never)
  mutating func record(_ seat: Int, _ reason: StallReason, until time: Int64) {
    guard warps[seat].sm == 0 else { return }
    let counts = memory.counts
    recording.sample(
      l2Bytes: counts.l2ReadBytes + counts.l2WriteBytes, memoryBytes: counts.memoryReadBytes + counts.memoryWriteBytes,
      at: now)
    recording.add(seat, reason, from: warps[seat].since, to: time)
  }

  /// The CTA of the first SM starts with its cluster.
  mutating func recordStart(cluster index: Int, in slot: Int) {
    recording.start(index * smCount, slot: slot, at: now)
  }

  /// A warp ends.
  mutating func recordEnd(_ seat: Int) {
    guard warps[seat].sm == 0 else { return }
    recording.end(slot: Int(warps[seat].number) / (smCount * warpsPerCTA), at: now)
  }

  /// What was kept up to a cycle; `nil` where nothing was.
  mutating func record(end: Int64) -> KernelRecord? {
    isRecording ? recording.record(end: end, slotsPerScheduler: seatsPerScheduler) : nil
  }
}

import GPU
import Trace

/// Records the launches of chunks, those of alike chunks from one list whose texts and shapes are interned once.
struct LaunchRecorder {
  /// A launch with its ids.
  private struct Entry {
    var start: Int64
    var end: Int64
    var isMessage: Bool
    var name: NameID
    var shape: ShapeID
    var arguments: NameID
    var shares: [Share]
  }

  /// SMs with equally many CTAs.
  private struct Share {
    var sms: Range<Int>
    var waves: Int64
    var mostWaves: Int64
    var arguments: NameID
  }

  /// The tracks of a rank.
  private struct Tracks {
    var compute: TrackID
    var communication: TrackID
    var sms: [TrackID]
  }

  private let maker: LaunchMaker
  private let times: StageTimes
  private let gpu: GPUDevice
  private let window: Range<Int64>
  private var lists: [String: (entries: [Entry], span: Int64)] = [:]
  private var tracks: [Int: Tracks] = [:]

  init(_ maker: LaunchMaker, _ times: StageTimes, _ gpu: GPUDevice, ctas: Range<Int64>?) {
    self.maker = maker
    self.times = times
    self.gpu = gpu
    window = ctas ?? 0..<0
  }

  /// Adds the tracks of a rank.
  mutating func addTracks(ofRank rank: Int, to recorder: inout TraceRecorder) {
    let group = "rank \(rank)"
    func add(_ kind: TrackKind, _ name: String, _ number: Int) -> TrackID {
      recorder.add(
        Track(kind: kind, name: name, group: group, device: rank, number: Int64(number), order: 1000 * rank + number))
    }
    let compute = add(.stream, "compute", 0)
    let communication = add(.stream, "communication", 1)
    let sms = window.isEmpty ? [] : (0..<maker.multiprocessors).map { add(.sm, "SM \($0)", $0) }
    tracks[rank] = Tracks(compute: compute, communication: communication, sms: sms)
  }

  /// Records a chunk.
  mutating func record(
    _ chunk: Chunk, rank: Int, start: Int64, end: Int64, into recorder: inout TraceRecorder
  ) {
    guard let tracks = tracks[rank] else { return }
    let key = times.signature(of: chunk)
    let list = lists[key] ?? makeList(chunk, &recorder)
    lists[key] = list
    for entry in list.entries {
      let from = start + Self.scaled(entry.start, end - start, list.span)
      let until = start + Self.scaled(entry.end, end - start, list.span)
      recorder.append(
        TraceSpan(
          start: from, duration: until - from, track: entry.isMessage ? tracks.communication : tracks.compute,
          name: entry.name, category: .kernel, shape: entry.shape, arguments: entry.arguments))
      guard window.contains(from) else { continue }
      for share in entry.shares {
        let duration = Self.scaled(until - from, share.waves, share.mostWaves)
        for sm in share.sms {
          recorder.append(
            TraceSpan(
              start: from, duration: duration, track: tracks.sms[sm], name: entry.name, category: .cta,
              shape: entry.shape, arguments: share.arguments))
        }
      }
    }
  }

  private func makeList(_ chunk: Chunk, _ recorder: inout TraceRecorder) -> (entries: [Entry], span: Int64) {
    var entries: [Entry] = []
    for launch in maker.launches(of: chunk) {
      let shares = window.isEmpty ? [] : CTAShare.shares(of: launch, on: gpu)
      entries.append(
        Entry(
          start: launch.start, end: launch.end, isMessage: launch.isMessage, name: recorder.names.intern(launch.name),
          shape: launch.shape.map { recorder.intern($0) } ?? .none,
          arguments: recorder.names.intern(launch.arguments),
          shares: shares.map {
            Share(
              sms: $0.sms, waves: Int64($0.waves), mostWaves: Int64($0.mostWaves),
              arguments: recorder.names.intern("{\"ctas\":\($0.ctas),\"waves\":\($0.waves)}"))
          }))
    }
    return (entries, times.cost(of: chunk).span)
  }

  /// A chunk's own duration may differ from that of its kind: what lies within moves along.
  private static func scaled(_ value: Int64, _ part: Int64, _ whole: Int64) -> Int64 {
    part == whole || whole == 0 ? value : whole.dividingFullWidth(value.multipliedFullWidth(by: part)).quotient
  }
}

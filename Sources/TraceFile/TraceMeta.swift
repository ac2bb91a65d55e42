import Trace

/// The facts about a trace as keys and values of the `meta` table.
enum TraceMeta {
  /// The pairs, by key.
  static func pairs(of tables: TraceTables) -> [(String, String)] {
    let info = tables.info
    var pairs: [String: String] = [
      "origin": info.origin.rawValue,
      "source_name": info.sourceName,
      "span_count": "\(tables.spans.count)",
      "name_count": "\(tables.names.count)",
      "extent_start_ns": "\(tables.extent.lowerBound)",
      "extent_end_ns": "\(tables.extent.upperBound)",
      "skipped_events": "\(info.loss.skippedEvents)",
      "repaired_durations": "\(info.loss.repairedDurations)",
      "truncated": info.loss.truncated ? "1" : "0",
    ]
    pairs["first_skipped_byte"] = info.loss.firstByte.map { "\($0)" }
    pairs["first_skipped_reason"] = info.loss.firstReason.isEmpty ? nil : info.loss.firstReason
    pairs["rank"] = info.rank.map { "\($0)" }
    pairs["world_size"] = info.worldSize.map { "\($0)" }
    pairs["backend"] = info.backend
    pairs["origin_unix_ns"] = info.originUnixNanoseconds.map { "\($0)" }
    pairs["scenario"] = info.scenario
    pairs["seed"] = info.seed.map { "\($0)" }
    pairs["generator"] = info.generator
    for (key, value) in info.facts { pairs["fact." + key] = value }
    return pairs.sorted { $0.key < $1.key }
  }

  /// The info of the pairs and the devices.
  static func info(of pairs: [String: String], devices: [TraceDevice]) -> TraceInfo {
    func integer(_ key: String) -> Int? { pairs[key].flatMap { Int($0) } }
    var info = TraceInfo(
      origin: pairs["origin"].flatMap { TraceInfo.Origin(rawValue: $0) } ?? .chromeJSON,
      sourceName: pairs["source_name"] ?? "", devices: devices)
    info.rank = integer("rank")
    info.worldSize = integer("world_size")
    info.backend = pairs["backend"]
    info.originUnixNanoseconds = pairs["origin_unix_ns"].flatMap { Int64($0) }
    info.scenario = pairs["scenario"]
    info.seed = pairs["seed"].flatMap { UInt64($0) }
    info.generator = pairs["generator"]
    info.loss = ImportLoss(
      skippedEvents: integer("skipped_events") ?? 0, firstByte: pairs["first_skipped_byte"].flatMap { Int64($0) },
      firstReason: pairs["first_skipped_reason"] ?? "", repairedDurations: integer("repaired_durations") ?? 0,
      truncated: pairs["truncated"] == "1")
    for (key, value) in pairs where key.hasPrefix("fact.") { info.facts[String(key.dropFirst(5))] = value }
    return info
  }
}

extension Scenario {
  private static let calibrationKey = "calibrated_by"

  /// A scenario from the tree of its text.
  init(_ root: [String: ScenarioValue], places: JSON5KeyPlaces) throws(RunError) {
    self.init(
      name: "", schedule: .oneFOneB, pipeline: Pipeline(ranks: 1, microBatches: 1),
      chunks: ChunkTimes(forward: 0, inputGradient: 0, weightGradient: 0))
    var given: Set<String> = []
    for (name, value) in root.sorted(by: { $0.key < $1.key }) where name != Self.calibrationKey {
      try take(value, at: name, places, &given)
    }
    for key in Self.keys where key.isRequired && !given.contains(key.path) {
      if modelRun.model != nil && key.path.hasPrefix("chunks.") { continue }
      throw .missingKey(path: key.path, reason: "every scenario gives \(key.meaning)")
    }
    if let rows = root[Self.calibrationKey] { try takeCalibration(rows, places) }
    try checkTogether()
  }

  private mutating func take(
    _ value: ScenarioValue, at path: String, _ places: JSON5KeyPlaces, _ given: inout Set<String>
  ) throws(RunError) {
    if let key = Self.key(path) {
      try set(key, to: value, place: places[path])
      given.insert(path)
      return
    }
    guard Self.keys.contains(where: { $0.path.hasPrefix(path + ".") }) else {
      throw .unknownKey(path: path, place: places[path], valid: Self.pathsNear(path))
    }
    guard case .object(let members) = value else {
      throw .wrongType(path: path, place: places[path], expected: "an object", found: value.description)
    }
    for (name, member) in members.sorted(by: { $0.key < $1.key }) {
      try take(member, at: "\(path).\(name)", places, &given)
    }
  }

  private mutating func takeCalibration(_ value: ScenarioValue, _ places: JSON5KeyPlaces) throws(RunError) {
    let expected = "an object from keys to lists of row names"
    guard case .object(let members) = value else {
      throw .wrongType(
        path: Self.calibrationKey, place: places[Self.calibrationKey], expected: expected, found: value.description)
    }
    for (path, rows) in members {
      let place = "\(Self.calibrationKey).\(path)"
      guard Self.key(path) != nil else {
        throw .unknownKey(path: place, place: places[place], valid: Self.pathsNear(path))
      }
      guard case .list(let names) = rows else {
        throw .wrongType(path: place, place: places[place], expected: expected, found: rows.description)
      }
      var texts: [String] = []
      for name in names {
        guard case .text(let text) = name else {
          throw .wrongType(path: place, place: places[place], expected: expected, found: name.description)
        }
        texts.append(text)
      }
      calibratedBy[path] = texts
    }
  }

  /// Sets a key and turns a rejection into an error with its place.
  mutating func set(_ key: ScenarioKey, to value: ScenarioValue?, place: TextPlace?) throws(RunError) {
    do {
      try key.set(&self, value)
    } catch {
      switch error {
      case .type:
        throw .wrongType(path: key.path, place: place, expected: key.takes, found: value?.description ?? "nothing")
      case .range(let given):
        throw .outOfRange(path: key.path, place: place, value: given, allowed: key.takes)
      case .required:
        throw .missingKey(path: key.path, reason: "every scenario gives \(key.meaning)")
      }
    }
  }

  /// The tree that its text is written from: every key that has a value.
  var tree: ScenarioValue {
    var root: [String: ScenarioValue] = [:]
    for key in Self.keys {
      guard let value = key.get(self) else { continue }
      let parts = key.path.split(separator: ".").map(String.init)
      if parts.count == 1 {
        root[parts[0]] = value
      } else {
        var members: [String: ScenarioValue] = [:]
        if case .object(let section)? = root[parts[0]] { members = section }
        members[parts[1]] = value
        root[parts[0]] = .object(members)
      }
    }
    if !calibratedBy.isEmpty {
      root[Self.calibrationKey] = .object(calibratedBy.mapValues { .list($0.map(ScenarioValue.text)) })
    }
    return .object(root)
  }
}

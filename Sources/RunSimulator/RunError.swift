/// Why a training step cannot be simulated.
public enum RunError: Error, Sendable, Equatable {
  /// The text of a scenario is not JSON5.
  case scenarioSyntax(place: TextPlace?)
  /// A key that scenarios do not have. `valid` are those that it may stand for.
  case unknownKey(path: String, place: TextPlace?, valid: [String])
  /// A key that is given twice.
  case duplicateKey(path: String, place: TextPlace)
  /// A value of another type than its key has.
  case wrongType(path: String, place: TextPlace?, expected: String, found: String)
  /// A value that makes no sense for its key.
  case outOfRange(path: String, place: TextPlace?, value: String, allowed: String)
  /// A key that is needed and not there.
  case missingKey(path: String, reason: String)
  /// An override that is not `key=value`.
  case malformedOverride(text: String)
  /// A name that no built-in scenario has.
  case unknownScenario(name: String, known: [String])
  /// Values that make sense one by one, but not together.
  case conflict(paths: [String], reason: String)
  /// A number of ranks or micro-batches that a schedule has no order for, with the nearest that it has.
  case schedule(
    ScheduleName, rule: ScheduleRule, ranks: Int, microBatches: Int, nearestRanks: Int, nearestMicroBatches: Int)
  /// A chunk of an order whose micro-batch, stage or direction does not exist or is another rank's.
  case misplacedChunk(rank: Int, position: Int, chunk: Chunk)
  /// A chunk that does again what an earlier one did.
  case repeatedChunk(rank: Int, position: Int, chunk: Chunk)
  /// An order that cannot run: the chunk at this position of its rank's order waits for work that never comes.
  case deadlock(rank: Int, position: Int, chunk: Chunk, waitsFor: String)
  /// A kernel of the time table that there is not.
  case unknownKernel(key: String)
  /// A kernel whose time the table of kernel times does not have.
  case missingKernelTime(key: String)
  /// A line of a table of kernel times that is none.
  case kernelTimeLine(line: Int)
  /// A step too long to count in nanoseconds.
  case tooLong
  /// A knob of a sweep that is not `key=a,b,c` or `key=FIRST..LAST:STEP`, or that gives a value twice.
  case malformedKnob(text: String)
  /// A setting that a sweep varies twice.
  case duplicateKnob(path: String)
  /// A sweep of more points than it can have.
  case tooManyPoints(limit: Int)
}

extension RunError: CustomStringConvertible {
  /// One clear line.
  public var description: String {
    switch self {
    case .scenarioSyntax(let place): "\(Self.at("scenario", place)): not JSON5"
    case .unknownKey(let path, let place, let valid):
      "\(Self.at(path, place)): no such key; valid keys: \(valid.joined(separator: ", "))"
    case .duplicateKey(let path, let place): "\(Self.at(path, place)): given twice"
    case .wrongType(let path, let place, let expected, let found):
      "\(Self.at(path, place)): expected \(expected), found \(found)"
    case .outOfRange(let path, let place, let value, let allowed):
      "\(Self.at(path, place)): \(value) is not \(allowed)"
    case .missingKey(let path, let reason): "\(path): missing; \(reason)"
    case .malformedOverride(let text): "'\(text)' is not key=value"
    case .unknownScenario(let name, let known):
      "no scenario is named '\(name)'; built in are \(known.joined(separator: ", "))"
    case .conflict(let paths, let reason): "\(paths.joined(separator: ", ")): \(reason)"
    case .schedule(let name, let rule, let ranks, let microBatches, let nearestRanks, let nearestMicroBatches):
      "\(name.title) \(rule), which \(ranks) ranks with \(microBatches) micro-batches break; the nearest that works is "
        + "\(nearestRanks) ranks with \(nearestMicroBatches) micro-batches"
    case .misplacedChunk(let rank, let position, let chunk):
      "chunk \(position) of rank \(rank) (\(chunk)) is no work of that rank"
    case .repeatedChunk(let rank, let position, let chunk):
      "chunk \(position) of rank \(rank) (\(chunk)) was done before"
    case .deadlock(let rank, let position, let chunk, let waitsFor):
      "the order cannot run: chunk \(position) of rank \(rank) (\(chunk)) waits for \(waitsFor), which never ends"
    case .unknownKernel(let key): "'\(key)' is no bundled kernel with a shape"
    case .missingKernelTime(let key):
      "no time is known of '\(key)'; simulate run with these settings simulates it and keeps it for the next time"
    case .kernelTimeLine(let line): "line \(line): not KERNEL SHAPE@SMS NANOSECONDS"
    case .tooLong: "the step is too long to count in nanoseconds"
    case .malformedKnob(let text): "'\(text)' is not key=a,b,c or key=FIRST..LAST:STEP with different values"
    case .duplicateKnob(let path): "\(path): varied twice"
    case .tooManyPoints(let limit): "a sweep has at most \(limit) points"
    }
  }

  private static func at(_ path: String, _ place: TextPlace?) -> String {
    place.map { "\($0): \(path)" } ?? path
  }
}

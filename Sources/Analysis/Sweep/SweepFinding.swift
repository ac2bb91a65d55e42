import FoundationEssentials
public import RunSimulator

/// What a sweep found, or one of several processes of it: equal sweeps give equal bytes, however they were shared out.
public struct SweepFinding: Sendable, Equatable, Codable {
  /// A knob and its values.
  public struct Knob: Sendable, Equatable, Codable {
    /// The setting.
    public let key: String
    /// Its values.
    public let values: [String]
  }

  /// What made it; only what the same version made is merged.
  public let generator: String
  /// The scenario with every setting, as JSON text.
  public let scenario: String
  /// What was varied; the last one changes fastest.
  public let varied: [Knob]
  /// Points of the whole sweep.
  public let pointCount: Int
  /// The points that were simulated, by their number.
  public let points: [SweepPoint]
  /// The number of the best point, where one was simulated.
  public let best: Int?

  enum CodingKeys: String, CodingKey {
    case generator
    case scenario
    case varied
    case pointCount = "point_count"
    case points
    case best
  }

  /// The points of a sweep, or of a part of it.
  public init(_ sweep: Sweep, points: [SweepPoint], generator: String) {
    self.init(
      generator: generator, scenario: sweep.scenario.canonicalJSON,
      varied: sweep.knobs.map { Knob(key: $0.key, values: $0.values) }, pointCount: sweep.count, points: points)
  }

  private init(generator: String, scenario: String, varied: [Knob], pointCount: Int, points: [SweepPoint]) {
    self.generator = generator
    self.scenario = scenario
    self.varied = varied
    self.pointCount = pointCount
    self.points = points.sorted { $0.index < $1.index }
    var best: SweepPoint?
    for point in self.points {
      if let speed = point.speed, speed > best?.speed ?? -.infinity { best = point }
    }
    self.best = best?.index
  }

  /// A finding from its JSON text; `nil` where it is none.
  public init?(json: String) {
    guard let finding = try? JSONDecoder().decode(SweepFinding.self, from: Data(json.utf8)) else { return nil }
    self = finding
  }

  /// Joins the parts of one sweep.
  ///
  /// - Parameter parts: the findings with what errors call them.
  /// - Throws: `SweepMergeError` where they are not parts of one sweep, overlap, or leave points out.
  public static func merged(_ parts: [(name: String, finding: SweepFinding)]) throws(SweepMergeError) -> SweepFinding {
    guard let first = parts.first else { throw .nothing }
    var owners: [Int: String] = [:]
    for (name, part) in parts {
      guard part.generator == first.finding.generator, part.scenario == first.finding.scenario,
        part.varied == first.finding.varied, part.pointCount == first.finding.pointCount
      else { throw .different(first: first.name, other: name) }
      for point in part.points {
        if let owner = owners.updateValue(name, forKey: point.index) {
          throw .repeated(index: point.index, first: owner, other: name)
        }
      }
    }
    if let missing = (0..<first.finding.pointCount).first(where: { owners[$0] == nil }) {
      throw .missing(index: missing, count: first.finding.pointCount - owners.count)
    }
    return SweepFinding(
      generator: first.finding.generator, scenario: first.finding.scenario, varied: first.finding.varied,
      pointCount: first.finding.pointCount, points: parts.flatMap(\.finding.points))
  }
}

public import Trace

/// All launches of one kernel.
public struct KernelSummary: Sendable, Equatable, Encodable {
  /// The kernel's full name.
  public let name: String
  /// The id of the name in the trace.
  public let nameID: NameID
  /// What it is for.
  public let role: KernelRole
  /// Its durations.
  public let durations: Distribution
  /// Its share of the time that all kernels took together, in per cent.
  public let sharePercent: Double
  /// How it was launched: the shapes by their total time, longest first.
  public let shapes: [KernelShapeSummary]

  enum CodingKeys: String, CodingKey {
    case name
    case role
    case sharePercent = "share_percent"
    case shapes
  }

  /// Writes the durations and the first shape beside the name, and all shapes below it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(role.label, forKey: .role)
    try container.encode(sharePercent, forKey: .sharePercent)
    try durations.encode(to: encoder)
    if let shape = shapes.first { try shape.encodeLaunch(to: encoder) }
    try container.encode(shapes, forKey: .shapes)
  }
}

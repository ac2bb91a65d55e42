/// A published number beside the simulated one.
public struct ValidationRow: Sendable, Equatable {
  /// The row of the calibration tables, such as `HM047`.
  public var id: String
  /// What it is.
  public var quantity: String
  /// Its unit.
  public var unit: String
  /// What was published.
  public var published: Double
  /// What the simulator says.
  public var simulated: Double
  /// Whether a parameter was set from this row, so that it validates nothing.
  public var isCalibrated: Bool
  /// Where it was published.
  public var source: String

  /// A row.
  public init(
    id: String, quantity: String, unit: String, published: Double, simulated: Double, isCalibrated: Bool,
    source: String
  ) {
    self.id = id
    self.quantity = quantity
    self.unit = unit
    self.published = published
    self.simulated = simulated
    self.isCalibrated = isCalibrated
    self.source = source
  }

  /// How far the simulated number is off, as a share of the published one.
  public var relativeError: Double { (simulated - published) / published }
}

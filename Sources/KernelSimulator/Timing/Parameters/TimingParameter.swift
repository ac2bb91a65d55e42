/// A number of the hardware with the place that it was taken from.
///
/// A class, since a machine that held some dozens of them as values would take the compiler minutes to check for
/// ownership.
public final class TimingParameter: Sendable, Equatable {
  /// Where a number comes from.
  public enum Origin: String, Sendable {
    /// A specification or a rule of the toolkit.
    case specified
    /// A published measurement; the row is used up and is no validation any more.
    case calibrated
    /// Neither is known: an assumption, to be replaced when a source is found.
    case assumed
  }

  /// The number.
  public let value: Double
  /// Its unit.
  public let unit: String
  /// Rows of the calibration tables or documents, such as `HM035`, or why it was assumed.
  public let source: String
  /// Where it comes from.
  public let origin: Origin

  /// A number with its source.
  public init(_ value: Double, _ unit: String, _ source: String, _ origin: Origin) {
    self.value = value
    self.unit = unit
    self.source = source
    self.origin = origin
  }

  /// Whether number, unit and source are the same.
  public static func == (left: TimingParameter, right: TimingParameter) -> Bool {
    (left.value, left.unit, left.source, left.origin) == (right.value, right.unit, right.source, right.origin)
  }

  /// Whether the source is a measurement that therefore validates nothing.
  public var isCalibrated: Bool { origin == .calibrated }
}

/// A published number that can be simulated: one job.
public struct ValidationCase: Sendable {
  /// The row of the calibration tables, such as `HM047`.
  public let id: String
  /// What it is.
  public let quantity: String
  /// Its unit.
  public let unit: String
  /// What was published.
  public let published: Double
  /// Whether a parameter was set from this row, so that it validates nothing.
  public let isCalibrated: Bool
  /// Where it was published.
  public let source: String
  private let measure: @Sendable () throws(KernelTimingError) -> Double

  /// A number and what simulates it.
  init(
    _ id: String, _ quantity: String, _ unit: String, _ published: Double, calibrated: Bool = false, _ source: String,
    measure: @escaping @Sendable () throws(KernelTimingError) -> Double
  ) {
    self.id = id
    self.quantity = quantity
    self.unit = unit
    self.published = published
    isCalibrated = calibrated
    self.source = source
    self.measure = measure
  }

  /// Simulates it.
  ///
  /// - Throws: `KernelTimingError` where a kernel cannot be timed.
  public func row() throws(KernelTimingError) -> ValidationRow {
    ValidationRow(
      id: id, quantity: quantity, unit: unit, published: published, simulated: try measure(),
      isCalibrated: isCalibrated, source: source)
  }
}

/// A number that a kernel's work is measured in: rows, columns, tokens, m, n, k.
public struct KernelDimension: Sendable, Equatable {
  /// The name, as `--shape` takes it.
  public let name: String
  /// What it counts.
  public let meaning: String
  /// Its value unless the user gives another.
  public let standard: Int
  /// It must be a multiple of this.
  public let multiple: Int
  /// It must not be smaller than this.
  public let minimum: Int
  /// It must not be larger than this.
  public let maximum: Int

  /// A dimension.
  public init(
    _ name: String, _ meaning: String, standard: Int, multiple: Int = 1, minimum: Int = 1,
    maximum: Int = Int(UInt32.max)
  ) {
    self.name = name
    self.meaning = meaning
    self.standard = standard
    self.multiple = multiple
    self.minimum = minimum
    self.maximum = maximum
  }
}

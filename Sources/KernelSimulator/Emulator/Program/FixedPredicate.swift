/// Predicates that every program has, before those of its registers.
enum FixedPredicate {
  /// Holds in every lane.
  static let always: Int32 = 0
  /// The carry flag.
  static let carry: Int32 = 1
  /// What results that nobody asked for are written to.
  static let sink: Int32 = 2
  /// How many there are.
  static let count: Int32 = 3
}

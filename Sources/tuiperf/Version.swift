/// The version of the program, which simulated traces record.
enum Version {
  static let current = "0.1.0"
}

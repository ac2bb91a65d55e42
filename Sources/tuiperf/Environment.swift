import Glibc

/// Variables of the process's environment.
enum Environment {
  /// A variable that is set to something.
  static func text(_ name: String) -> String? {
    guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
    return value
  }
}

/// Why a text is no argument of a kernel.
public struct KernelArgumentError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The text.
  public let text: String
  /// What was expected.
  public let reason: String

  /// An error of a text.
  public init(_ text: String, _ reason: String) {
    self.text = text
    self.reason = reason
  }

  /// One clear line.
  public var description: String { "argument '\(text)': \(reason)" }
}

/// The regular expressions that decide which kernels are communication.
///
/// A kernel is communication if one of them matches anywhere in its name. The defaults cover NCCL and RCCL, NVSHMEM,
/// DeepEP's expert-parallel kernels and vLLM's and TensorRT-LLM's custom all-reduce; the user can replace the list.
public struct CommunicationPatterns: Sendable, Equatable {
  /// The expressions as text, in Swift's regular expression syntax.
  public let expressions: [String]

  /// An expression that cannot be read.
  public struct InvalidExpression: Error, CustomStringConvertible, Equatable {
    /// The expression.
    public let expression: String
    /// What is wrong with it.
    public let reason: String

    /// One line that names the expression and what is wrong with it.
    public var description: String { "'\(expression)' is not a regular expression: \(reason)" }
  }

  /// What counts as communication unless the user says otherwise.
  public static let standard = CommunicationPatterns(
    unchecked: [
      "(?i)nccl", "(?i)rccl", "::ep::", "(?i)nvshmem", "cross_device_reduce", "(?i)all_?reduce_(one|two)_?shot",
    ])

  /// The user's own list.
  ///
  /// - Throws: `InvalidExpression` for the first that cannot be read.
  public init(_ expressions: [String]) throws(InvalidExpression) {
    for expression in expressions {
      do {
        _ = try Regex(expression)
      } catch {
        throw InvalidExpression(expression: expression, reason: "\(error)")
      }
    }
    self.expressions = expressions
  }

  private init(unchecked expressions: [String]) {
    self.expressions = expressions
  }

  /// A function that tells whether a kernel's name is communication; it compiles the expressions once.
  func matcher() -> (String) -> Bool {
    let compiled = expressions.compactMap { try? Regex($0) }
    return { name in compiled.contains { name.firstMatch(of: $0) != nil } }
  }
}

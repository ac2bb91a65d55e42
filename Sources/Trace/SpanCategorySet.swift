/// A set of span categories, for asking a recorder or a file for less than everything.
public struct SpanCategorySet: Sendable, Equatable, ExpressibleByArrayLiteral {
  private var bits: UInt64

  /// The set of these categories.
  public init(arrayLiteral elements: SpanCategory...) {
    bits = elements.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
  }

  /// The set of these categories.
  public init(_ elements: some Sequence<SpanCategory>) {
    bits = elements.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
  }

  /// Whether a category is in the set.
  public func contains(_ category: SpanCategory) -> Bool {
    bits & (1 << UInt64(category.rawValue)) != 0
  }

  /// Every category.
  public static let all = SpanCategorySet(SpanCategory.allCases)

  /// What a summary of GPU work needs: kernels, copies, fills, and the ranges that serve as phases,
  /// and what simulated kernels and schedules did. Launch times are
  /// joined in without keeping the API calls.
  public static let summary: SpanCategorySet = [
    .kernel, .memoryCopy, .memorySet, .annotation, .gpuAnnotation, .forward, .backward, .inputGradient,
    .weightGradient, .overlappedPair, .optimizer, .cta, .warpState, .extrapolated,
  ]
}

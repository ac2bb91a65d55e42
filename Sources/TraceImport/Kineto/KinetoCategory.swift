import Trace

/// What the text of an event's category stands for.
enum KinetoCategory: Equatable {
  /// Work of this kind.
  case work(SpanCategory)
  /// An arrow from a launch to its work, which correlation ids give better.
  case launchArrow
  /// Anything else.
  case unknown

  /// The category of a text; 2021's profilers wrote `Kernel` and `Runtime`.
  init(_ text: JSONText, _ scanner: JSONScanner) {
    switch scanner.word(text) {
    case JSONScanner.word("cpu_op"): self = .work(.hostOperation)
    case JSONScanner.word("kernel"), JSONScanner.word("Kernel"): self = .work(.kernel)
    case JSONScanner.word("ac2g"): self = .launchArrow
    case JSONScanner.word("Memcpy"): self = .work(.memoryCopy)
    case JSONScanner.word("Memset"): self = .work(.memorySet)
    case JSONScanner.word("Runtime"): self = .work(.apiCall)
    case JSONScanner.word("Operator"): self = .work(.hostOperation)
    case JSONScanner.word("overhead"): self = .work(.overhead)
    default: self = Self.long.first { scanner.equals(text, $0.text) }?.category ?? .unknown
    }
  }

  private static let long: [(text: StaticString, category: KinetoCategory)] = [
    ("cuda_runtime", .work(.apiCall)), ("python_function", .work(.pythonFunction)), ("cuda_driver", .work(.apiCall)),
    ("user_annotation", .work(.annotation)), ("gpu_user_annotation", .work(.gpuAnnotation)),
    ("cpu_instant_event", .work(.instant)), ("gpu_memcpy", .work(.memoryCopy)), ("gpu_memset", .work(.memorySet)),
    ("cuda_sync", .work(.synchronization)), ("async_gpu", .launchArrow), ("async_cpu_to_gpu", .launchArrow),
  ]
}

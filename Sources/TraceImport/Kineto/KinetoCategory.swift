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
    func `is`(_ word: StaticString) -> Bool { scanner.equals(text, word) }
    switch text.count {
    case 4 where `is`("ac2g"): self = .launchArrow
    case 6 where `is`("cpu_op"): self = .work(.hostOperation)
    case 6 where `is`("kernel") || `is`("Kernel"): self = .work(.kernel)
    case 6 where `is`("Memcpy"): self = .work(.memoryCopy)
    case 6 where `is`("Memset"): self = .work(.memorySet)
    case 7 where `is`("Runtime"): self = .work(.apiCall)
    case 8 where `is`("Operator"): self = .work(.hostOperation)
    case 8 where `is`("overhead"): self = .work(.overhead)
    case 9 where `is`("cuda_sync"): self = .work(.synchronization)
    case 9 where `is`("async_gpu"): self = .launchArrow
    case 10 where `is`("gpu_memcpy"): self = .work(.memoryCopy)
    case 10 where `is`("gpu_memset"): self = .work(.memorySet)
    case 11 where `is`("cuda_driver"): self = .work(.apiCall)
    case 12 where `is`("cuda_runtime"): self = .work(.apiCall)
    case 15 where `is`("user_annotation"): self = .work(.annotation)
    case 15 where `is`("python_function"): self = .work(.pythonFunction)
    case 16 where `is`("async_cpu_to_gpu"): self = .launchArrow
    case 17 where `is`("cpu_instant_event"): self = .work(.instant)
    case 19 where `is`("gpu_user_annotation"): self = .work(.gpuAnnotation)
    default: self = .unknown
    }
  }
}

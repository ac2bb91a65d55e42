import Analysis
import Terminal
import Trace

extension Role {
  /// How a kernel's role looks.
  init(_ role: KernelRole) {
    switch role {
    case .compute: self = .compute
    case .communication: self = .communication
    case .memory: self = .memory
    }
  }

  /// How an SM's role looks.
  init(_ role: SMRole) {
    switch role {
    case .idle: self = .idle
    case .compute: self = .compute
    case .communication: self = .communication
    }
  }

  /// How a span looks that is no GPU work.
  init(category: SpanCategory) {
    switch category {
    case .forward: self = .forward
    case .backward, .inputGradient: self = .backward
    case .weightGradient: self = .weight
    case .overlappedPair: self = .overlapped
    case .memoryCopy, .memorySet, .warpState: self = .memory
    case .cta: self = .compute
    case .extrapolated: self = .idle
    case .kernel: self = .compute
    default: self = .host
    }
  }
}

/// What an atomic instruction does with a place in memory.
enum AtomicOperation: UInt8, Sendable {
  case add, exchange, compareAndSwap, minimum, maximum, increment, decrement, and, or, xor

  /// The operation of a PTX modifier without its dot.
  init?(modifier: String) {
    switch modifier {
    case "add": self = .add
    case "exch": self = .exchange
    case "cas": self = .compareAndSwap
    case "min": self = .minimum
    case "max": self = .maximum
    case "inc": self = .increment
    case "dec": self = .decrement
    case "and": self = .and
    case "or": self = .or
    case "xor": self = .xor
    default: return nil
    }
  }

  /// The operation on values; an exchange for a comparison, whose condition is the instruction's.
  var reduction: Reduction {
    switch self {
    case .add: .add
    case .exchange, .compareAndSwap: .exch
    case .minimum: .min
    case .maximum: .max
    case .increment: .inc
    case .decrement: .dec
    case .and: .and
    case .or: .or
    case .xor: .xor
    }
  }
}

public import PTX

/// A class of instructions, as Nsight Compute counts them; memory instructions are told apart by their space.
public struct InstructionClass: Sendable, Hashable {
  /// What the instructions do. The raw value is the key of JSON and CSV.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case fp16, fp32, fp64
    case specialFunction = "special_function"
    case tensor
    case integer
    case conversion
    case move
    case load
    case store
    case atomic
    case asynchronousCopy = "asynchronous_copy"
    case interThread = "inter_thread_communication"
    case synchronisation
    case control
    case other
  }

  /// What they do.
  public let kind: Kind
  /// The space that a load, a store or an atomic names.
  public let space: PTXSpace?

  /// The class of an instruction.
  public init(_ opcode: PTXOpcode) {
    kind = Self.kind(opcode)
    switch kind {
    case .load, .store, .atomic: space = opcode.space
    default: space = nil
    }
  }

  /// The key, such as `load_global`.
  public var key: String { kind.rawValue + (space.map { "_\($0.rawValue)" } ?? "") }

  /// What people read.
  public var title: String {
    switch kind {
    case .fp16: "FP16"
    case .fp32: "FP32"
    case .fp64: "FP64"
    case .interThread: "inter-thread communication"
    case .load, .store, .atomic: "\(kind.rawValue) \(space?.rawValue ?? "")"
    default: String(kind.rawValue.map { $0 == "_" ? " " : $0 })
    }
  }

  private static func kind(_ opcode: PTXOpcode) -> Kind {
    if let kind = byBase[opcode.base] { return kind }
    switch opcode.base {
    case "wgmma": return opcode.has("mma_async") ? .tensor : .synchronisation
    case "cp": return isWait(opcode) ? .synchronisation : .asynchronousCopy
    case "sqrt", "div": return opcode.types.first?.isFloat == true ? .specialFunction : .integer
    default: return arithmetic(opcode)
    }
  }

  private static func isWait(_ opcode: PTXOpcode) -> Bool {
    ["commit_group", "wait_group", "wait_all", "arrive"].contains { opcode.has($0) }
  }

  private static func arithmetic(_ opcode: PTXOpcode) -> Kind {
    guard arithmeticBases.contains(opcode.base) else { return .other }
    switch opcode.types.first {
    case .f16, .f16x2, .bf16, .bf16x2: return .fp16
    case .f32, .tf32, .f32x2: return .fp32
    case .f64: return .fp64
    default: return .integer
    }
  }

  private static let arithmeticBases: Set = [
    "abs", "add", "addc", "and", "bfe", "bfi", "bfind", "bmsk", "brev", "clz", "cnot", "copysign", "dp2a", "dp4a",
    "fma",
    "fns", "lop3", "mad", "mad24", "madc", "max", "min", "mul", "mul24", "neg", "not", "or", "popc", "prmt", "rem",
    "sad",
    "set", "setp", "shf", "shl", "shr", "slct", "sub", "subc", "szext", "testp", "xor",
  ]

  private static let byBase: [String: Kind] = {
    let lists: [(Kind, [String])] = [
      (.specialFunction, ["ex2", "lg2", "rcp", "rsqrt", "sin", "cos", "tanh"]),
      (.tensor, ["mma", "wmma"]),
      (.conversion, ["cvt"]),
      (.move, ["mov", "movmatrix", "selp", "cvta", "mapa", "getctarank", "isspacep", "createpolicy", "alloca"]),
      (.load, ["ld", "ldu", "ldmatrix", "tex", "tld4", "suld"]),
      (.store, ["st", "stmatrix", "sust"]),
      (.atomic, ["atom", "red", "multimem", "sured"]),
      (.asynchronousCopy, ["prefetch", "prefetchu", "applypriority", "discard"]),
      (.interThread, ["shfl", "vote", "match", "redux", "elect", "activemask"]),
      (
        .synchronisation,
        ["bar", "barrier", "mbarrier", "fence", "membar", "griddepcontrol", "setmaxnreg", "nanosleep", "tensormap"]
      ),
      (.control, ["bra", "brx", "call", "ret", "exit", "trap", "brkpt"]),
    ]
    return Dictionary(uniqueKeysWithValues: lists.flatMap { kind, bases in bases.map { ($0, kind) } })
  }()
}

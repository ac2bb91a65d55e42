/// What executes an instruction of the machine; each scheduler has one of each.
enum IssuePipe: UInt8, Sendable, CaseIterable {
  /// Integers, logic, comparisons, conversions between floats of 32 bits and fewer.
  case alu
  /// Single precision.
  case fma
  /// Integer products, on the heavy half of the pipe for single precision.
  case imad
  case half
  case fp64
  /// Special functions, and conversions between integers and floats.
  case special
  /// Memory, shuffles, mbarriers and copies.
  case memory
  case tensor
  /// Branches, barriers and what needs no pipe.
  case control

  static let count = allCases.count
}

/// Who makes a value: decides after how many cycles it can be used.
enum ResultClass: UInt8, Sendable {
  /// The time that is stored is when the value is there.
  case timed
  case alu
  case fma
  case half
  case fp64
  case predicate
  case uniform
}

/// Who uses a value.
enum OperandClass: UInt8, Sendable {
  case alu
  case fma
  case half
  case fp64
  case address
  case storeData
  case guardPredicate
  case other
}

/// Cycles from the issue of an instruction to that of one which uses its result: the columns `dep_*` and `pred_*` of
/// `sass_latency.csv` for IADD3, FFMA, HFMA2, DFMA, ISETP and UIADD3.
enum ResultLatency {
  /// By `ResultClass`, then `OperandClass`.
  static let table: [UInt8] = [
    0, 0, 0, 0, 0, 0, 0, 0,
    4, 5, 5, 5, 5, 5, 13, 4,
    5, 4, 5, 5, 5, 5, 13, 4,
    10, 10, 7, 10, 10, 7, 13, 7,
    8, 8, 8, 8, 8, 7, 13, 8,
    4, 4, 4, 4, 5, 5, 13, 4,
    6, 6, 6, 6, 9, 6, 11, 6,
  ]
}

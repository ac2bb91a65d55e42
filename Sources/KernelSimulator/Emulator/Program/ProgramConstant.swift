import PTX

/// A slot that is filled before a warp starts and never written.
struct ProgramConstant: Sendable {
  /// What fills it.
  enum Value: Sendable, Hashable {
    /// The same bits in every lane: lower and upper 64.
    case bits(UInt64, UInt64)
    /// The address of a module's variable, with an offset.
    case variable(Int32, offset: Int64)
    /// The address of the kernel's parameters, with an offset.
    case parameters(offset: Int64)
    /// A value among the kernel's parameters: where it starts, its bytes, and whether its sign is extended.
    case parameterValue(offset: Int, bytes: Int, isSigned: Bool)
    /// The address of dynamic shared memory, with an offset.
    case dynamicShared(offset: Int64)
    /// The address of a function.
    case function(Int32)
    /// A special register.
    case special(PTXSpecialRegister)
  }

  /// What fills it.
  var value: Value
  /// The slot, below the registers.
  var slot: Int32
  /// 32, 64 or 128.
  var bits: Int32
}

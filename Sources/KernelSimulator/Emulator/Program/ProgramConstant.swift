import PTX

/// A slot that is filled before a warp starts and never written.
struct ProgramConstant: Sendable {
  /// What fills it.
  enum Value: Sendable, Hashable {
    /// The same bits in every lane: lower and upper 64.
    case bits(UInt64, UInt64)
    /// The address of a module's variable, with an offset, of the generic window where asked for.
    case variable(Int32, offset: Int64, isGeneric: Bool)
    /// The address of a parameter of the kernel.
    case parameter(Int32, offset: Int64)
    /// The address of a function.
    case function(Int32)
    /// A special register.
    case special(PTXSpecialRegister)
    /// The start of the thread's stack.
    case laneAddress
  }

  /// What fills it.
  var value: Value
  /// The slot, below the registers.
  var slot: Int32
  /// 32, 64 or 128.
  var bits: Int32
}

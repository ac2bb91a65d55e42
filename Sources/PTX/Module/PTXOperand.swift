/// An operand of an instruction. Registers are numbers within the function.
public enum PTXOperand: Sendable, Hashable {
  /// A register.
  case register(Int32)
  /// `!p`
  case negatedRegister(Int32)
  /// `a|b`; -1 stands for `_`.
  case pair(Int32, Int32)
  /// `_`
  case sink
  /// An integer, as its 64 bits.
  case integer(Int64)
  /// The bits of an `0f` literal.
  case float32(UInt32)
  /// The bits of an `0d` literal or of a decimal one.
  case float64(UInt64)
  /// A special register, such as `%tid.x`.
  case special(PTXSpecialRegister)
  /// The address of a variable or function, with an offset in bytes.
  case symbol(PTXSymbol, offset: Int64)
  /// `[register+offset]`
  case address(register: Int32, offset: Int64)
  /// `[symbol+offset]`
  case symbolAddress(PTXSymbol, offset: Int64)
  /// `[number]`
  case absoluteAddress(Int64)
  /// `{a, b, ...}`: a run of the function's operands.
  case vector(first: Int32, count: Int32)
  /// `[register, {a, b, ...}]`: an address and the run of coordinates behind it.
  case tensor(register: Int32, first: Int32, count: Int32)
  /// A label, an index into the function's.
  case label(Int32)
  /// `(a, b, ...)` of a call: a run of the function's operands.
  case list(first: Int32, count: Int32)
  /// The prototype of an indirect call, an index into the function's.
  case prototype(Int32)
}

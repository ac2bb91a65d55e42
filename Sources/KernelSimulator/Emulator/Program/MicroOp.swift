/// A decoded instruction: everything that names, types and widths decide has been decided.
///
/// Operands are byte offsets from the warp's register pointer, so constants, special registers and registers read the
/// same way. A slot holds 32 values of 32 bits, of 64 bits, or of 128 bits (as 32 lower and then 32 upper halves).
/// Where a field is said to be a predicate, it is an index of a lane mask.
struct MicroOp: Sendable {
  /// The family.
  var group: OperationGroup
  /// The raw value of the family's enumeration.
  var code: UInt8
  /// `FloatModifiers` of floating-point operations.
  var modifiers: UInt8 = 0
  /// `RoundingMode` of floating-point operations.
  var rounding: UInt8 = 0
  /// 1 for the micro-operation that stands for its instruction in counts, 0 for those that only prepare operands.
  var counts: UInt8 = 0
  /// A choice of the family: the comparison, the bits of a value, a combination.
  var variant: UInt8 = 0
  /// What is done with a predicate operand: see the family.
  var flags: UInt16 = 0
  /// The predicate that guards it; 0 always holds.
  var guardPredicate: Int32 = 0
  /// All ones where the guard is negated.
  var guardInvert: UInt32 = 0
  /// The destination.
  var d: Int32 = 0
  /// The first source.
  var a: Int32 = 0
  /// The second source.
  var b: Int32 = 0
  /// The third source.
  var c: Int32 = 0
  /// A fourth operand, or an index into a side table of the program.
  var e: Int32 = 0
  /// The instruction that it comes from, an index into the program's instructions.
  var instruction: Int32 = 0

  /// An operation without operands.
  init(_ group: OperationGroup, _ code: UInt8) {
    self.group = group
    self.code = code
  }
}

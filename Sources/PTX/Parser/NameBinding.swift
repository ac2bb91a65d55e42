/// What a name stands for within a scope.
struct NameBinding {
  /// What kind of thing that is.
  enum Meaning {
    /// Registers `name0` to `name(count - 1)`, or the one register `name` where the count is -1. A vector register takes
    /// `width` numbers in a row.
    case registers(first: Int32, count: Int32, width: Int32)
    /// A variable, a parameter or a function.
    case symbol(PTXSymbol)
    /// The labels of `.branchtargets`, an index into the parser's lists.
    case branchTargets(Int32)
    /// A prototype, an index into the function's.
    case prototype(Int32)
  }

  /// The number of the name.
  var name: Int
  /// The binding that this one hides, or -1.
  var previous: Int32
  /// How deep its scope is nested; 0 is the module.
  var depth: Int32
  /// What it stands for.
  var meaning: Meaning
}

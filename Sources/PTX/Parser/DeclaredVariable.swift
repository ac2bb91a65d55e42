/// A variable or parameter as it is declared.
struct DeclaredVariable {
  var variable: PTXVariable
  /// Where its name stands.
  var word: PTXWord
  /// Whether it is declared with `.reg`.
  var isRegister: Bool
}

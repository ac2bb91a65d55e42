/// What stands before the name of a variable.
struct VariableHead {
  var space: PTXSpace
  var isRegister = false
  var linkage = PTXLinkage.internalOnly
  var alignment: Int?
  var type: PTXType?
  var width = 1
  var pointer: PTXPointer?
}

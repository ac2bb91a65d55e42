import PTX

/// A field of a tensor map that `tensormap.replace` writes.
enum TensorMapField: String, CaseIterable {
  case globalAddress = "global_address"
  case rank
  case boxDimension = "box_dim"
  case globalDimension = "global_dim"
  case globalStride = "global_stride"
  case elementStride = "element_stride"
  case elementType = "elemtype"
  case interleaveLayout = "interleave_layout"
  case swizzleMode = "swizzle_mode"
  case swizzleAtomicity = "swizzle_atomicity"
  case fillMode = "fill_mode"

  /// The field that a spelling names.
  init?(_ opcode: PTXOpcode) {
    guard let field = Self.allCases.first(where: { opcode.has($0.rawValue) }) else { return nil }
    self = field
  }
}

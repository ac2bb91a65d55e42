import PTX

/// A slot that holds a special register.
struct SpecialSlot {
  /// Which register.
  var register: PTXSpecialRegister
  /// The slot.
  var slot: Int32
  /// 32 or 64.
  var bits: Int32
  /// Whether lanes have different values.
  var isLane: Bool
  /// Whether a warp keeps its value from CTA to CTA.
  var isFixed: Bool

  /// The slot of a constant that is a special register.
  init?(_ constant: ProgramConstant) {
    guard case .special(let register) = constant.value else { return nil }
    self.register = register
    slot = constant.slot
    bits = constant.bits
    switch register.name {
    case .tid, .laneid, .lanemaskEqual, .lanemaskLess, .lanemaskLessEqual, .lanemaskGreater, .lanemaskGreaterEqual:
      isLane = true
    default: isLane = false
    }
    switch register.name {
    case .ctaid, .clusterid, .clusterCTAID, .clusterCTARank, .smid: isFixed = false
    default: isFixed = true
    }
  }
}

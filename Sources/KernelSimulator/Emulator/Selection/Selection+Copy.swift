import PTX

/// Copies by other engines.
extension Selection {
  static func copy(_ opcode: PTXOpcode) -> InstructionForm? {
    if opcode.base != "cp" { return storeAsync(opcode) }
    guard opcode.has("async") else { return nil }
    if opcode.has("bulk") { return bulk(opcode) }
    if opcode.has("commit_group") || opcode.has("wait_group") || opcode.has("wait_all") { return .nothing }
    if opcode.modifiers.contains("mbarrier") {
      var form = CopyForm(operation: .asyncArrive)
      form.isNoIncrement = opcode.has("noinc")
      form.destination = memorySpace(opcode.space) ?? .generic
      return .copy(form)
    }
    guard opcode.has("ca") || opcode.has("cg") else { return nil }
    var form = CopyForm(operation: .async)
    form.hasPolicy = opcode.has("L2::cache_hint")
    return .copy(form)
  }

  private static func storeAsync(_ opcode: PTXOpcode) -> InstructionForm? {
    guard let type = opcode.types.last, opcode.modifiers.contains("mbarrier::complete_tx::bytes") else { return nil }
    var form = CopyForm(operation: opcode.base == "st" ? .store : .reduce)
    form.type = type
    form.count = opcode.vectorWidth
    form.reduction = opcode.modifiers.lazy.compactMap { AtomicOperation(modifier: $0) }.first
    if opcode.base == "red", form.reduction == nil { return nil }
    return .copy(form)
  }

  private static func bulk(_ opcode: PTXOpcode) -> InstructionForm? {
    if opcode.has("prefetch") || opcode.has("commit_group") || opcode.has("wait_group") { return .nothing }
    let spaces = opcode.modifiers.filter { $0.hasPrefix("shared") || $0 == "global" }
    guard spaces.count == 2 else { return nil }
    let isToShared = spaces[0].hasPrefix("shared")
    let isTensor = opcode.has("tensor")
    if opcode.modifiers.contains(where: { $0.hasPrefix("tile::") || $0.hasPrefix("im2col::") || $0 == "im2col_no_offs" }
    ) {
      return nil
    }
    var form = CopyForm(
      operation: isTensor
        ? (isToShared ? .tensorToShared : .tensorToGlobal) : (isToShared ? .bulkToShared : .bulkToGlobal))
    form.destination = isToShared ? .shared : .global
    form.source = spaces[1].hasPrefix("shared") ? .shared : .global
    form.isMulticast = opcode.has("multicast::cluster")
    form.hasByteMask = opcode.has("cp_mask")
    form.hasPolicy = opcode.has("L2::cache_hint")
    form.isIm2col = opcode.has("im2col")
    if opcode.has("reduce") {
      guard let reduction = opcode.modifiers.lazy.compactMap({ AtomicOperation(modifier: $0) }).first else {
        return nil
      }
      form.reduction = reduction
      if !isTensor {
        guard let type = opcode.types.last else { return nil }
        form.type = type
      }
    }
    return .copy(form)
  }
}

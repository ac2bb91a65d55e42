/// What a warp does in a cycle, by the names of Nsight Compute's warp states.
///
/// `imc_miss`, `no_instruction`, `misc` and `tex_throttle` stay at zero: caches of constants and instructions and
/// textures are not modelled. A wait for an mbarrier counts as `long_scoreboard`.
public enum StallReason: UInt8, Sendable, CaseIterable {
  case barrier
  case branchResolving
  case dispatchStall
  case drain
  case gmma
  case imcMiss
  case lgThrottle
  case longScoreboard
  case mathPipeThrottle
  case membar
  case mioThrottle
  case misc
  case noInstruction
  case notSelected
  case selected
  case shortScoreboard
  case sleeping
  case texThrottle
  case wait

  /// The name that Nsight Compute uses, such as `long_scoreboard`.
  public var name: String {
    var result = ""
    for character in "\(self)" {
      if character.isUppercase { result.append("_") }
      result.append(character.lowercased())
    }
    return result
  }
}

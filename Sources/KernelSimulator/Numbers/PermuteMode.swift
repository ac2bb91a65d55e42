/// How `prmt` reads its control operand.
enum PermuteMode: String, Sendable {
  /// Four selectors of four bits.
  case generic = ""
  /// Four bytes forward from the byte that is named.
  case f4e
  /// Four bytes backward.
  case b4e
  /// One byte, four times.
  case rc8
  /// Bytes clamped to the left edge.
  case ecl
  /// Bytes clamped to the right edge.
  case ecr
  /// A 16-bit half, twice.
  case rc16

  /// The four selectors, the lowest byte's first from the right, for the two bits of the control operand.
  @inline(__always)
  func selectors(_ control: UInt32) -> UInt32 {
    var result: UInt32 = 0
    for byte: UInt32 in 0..<4 {
      let selector: UInt32 =
        switch self {
        case .generic, .f4e: control &+ byte
        case .b4e: (control &- byte) & 7
        case .rc8: control
        case .ecl: max(control, byte)
        case .ecr: min(control, byte)
        case .rc16: (control & 1) * 2 &+ (byte & 1)
        }
      result |= selector << (byte * 4)
    }
    return result
  }
}

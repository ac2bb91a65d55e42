import PTX

/// What constants hold in a launch.
extension Program {
  /// The image of the constants' slots, lowest address first; special registers are left to each warp.
  func constantImage(
    launch: Launch, parameterBytes: [UInt8], parameterAddress: UInt64, variables: [Int: UInt64]
  ) throws(EmulatorError) -> [UInt8] {
    var image = [UInt8](repeating: 0, count: code.constantUnits * 128)
    let dynamic = UInt64(Executor.dynamicSharedStart(code))
    for constant in code.constants {
      var value: (UInt64, UInt64) = (0, 0)
      switch constant.value {
      case .bits(let lower, let upper): value = (lower, upper)
      case .variable(let index, let offset):
        value.0 = (variables[Int(index)] ?? 0) &+ UInt64(bitPattern: offset)
      case .parameters(let offset): value.0 = parameterAddress &+ UInt64(bitPattern: offset)
      case .parameterValue(let offset, let bytes, let isSigned):
        value = Self.parameter(parameterBytes, offset, bytes, isSigned)
      case .dynamicShared(let offset): value.0 = dynamic &+ UInt64(bitPattern: offset)
      case .function(let number): value.0 = AddressWindow.code + UInt64(number) * AddressWindow.codeStride
      case .special: continue
      }
      let start = code.constantUnits * 128 + Int(constant.slot)
      for lane in 0..<32 {
        switch constant.bits {
        case 32: Self.store(&image, start + lane * 4, value.0, 4)
        case 64: Self.store(&image, start + lane * 8, value.0, 8)
        default:
          Self.store(&image, start + lane * 8, value.0, 8)
          Self.store(&image, start + 256 + lane * 8, value.1, 8)
        }
      }
    }
    return image
  }

  private static func store(_ image: inout [UInt8], _ offset: Int, _ value: UInt64, _ bytes: Int) {
    for byte in 0..<bytes { image[offset + byte] = UInt8(truncatingIfNeeded: value >> UInt64(byte * 8)) }
  }

  private static func parameter(
    _ bytes: [UInt8], _ offset: Int, _ count: Int, _ isSigned: Bool
  ) -> (UInt64, UInt64) {
    func byte(_ index: Int) -> UInt64 {
      offset + index >= 0 && offset + index < bytes.count ? UInt64(bytes[offset + index]) : 0
    }
    var lower: UInt64 = 0
    var upper: UInt64 = 0
    for index in 0..<min(count, 8) { lower |= byte(index) << UInt64(index * 8) }
    for index in 8..<max(count, 8) { upper |= byte(index) << UInt64((index - 8) * 8) }
    if isSigned && count < 8 {
      let spare = UInt64(64 - count * 8)
      lower = UInt64(bitPattern: Int64(bitPattern: lower << spare) >> Int64(spare))
    }
    return (lower, upper)
  }
}

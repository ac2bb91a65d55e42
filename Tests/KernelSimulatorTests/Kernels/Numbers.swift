/// The value of a bfloat16: the upper half of an f32.
func bf16(_ bits: UInt16) -> Float { Float(bitPattern: UInt32(bits) << 16) }

/// A value rounded to bfloat16, to nearest even.
func bf16Bits(_ value: Float) -> UInt16 {
  if value.isNaN { return 0x7FFF }
  let bits = value.bitPattern
  let rest = bits & 0xFFFF
  let upper = UInt16(bits >> 16)
  let isUp = rest > 0x8000 || rest == 0x8000 && upper & 1 == 1
  return isUp ? upper + 1 : upper
}

/// The units in the last place between two finite bfloat16 numbers.
func bf16Distance(_ a: UInt16, _ b: UInt16) -> Int {
  func place(_ bits: UInt16) -> Int { bits & 0x8000 == 0 ? Int(bits) : -Int(bits & 0x7FFF) }
  return abs(place(a) - place(b))
}

/// The 256 values of e4m3, by their bits.
let e4m3Values: [Float] = (0..<256).map { bits in
  let sign: Float = bits & 0x80 == 0 ? 1 : -1
  let exponent = bits >> 3 & 15
  let fraction = Float(bits & 7)
  if bits & 0x7F == 0x7F { return .nan }
  return sign
    * (exponent == 0 ? fraction / 512 : (8 + fraction) / 8 * Float(sign: .plus, exponent: exponent - 7, significand: 1))
}

/// A value rounded to e4m3, to nearest even, saturating: the nearest of all values, found by trying them.
func e4m3Bits(_ value: Float) -> UInt8 {
  if value.isNaN { return 0x7F }
  let magnitude = Double(abs(value))
  var best = 0
  for candidate in 0..<0x7F {
    let distance = abs(Double(e4m3Values[candidate]) - magnitude)
    let least = abs(Double(e4m3Values[best]) - magnitude)
    if distance < least || distance == least && candidate & 1 == 0 { best = candidate }
  }
  return UInt8(best) | (value.sign == .minus ? 0x80 : 0)
}

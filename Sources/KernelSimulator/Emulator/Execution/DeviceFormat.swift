import Glibc

/// Formats values as `printf` on the device does. Integers, addresses and strings take 4 or 8 bytes, floats 8.
struct DeviceFormat {
  private let format: [UInt8]
  private var position = 0
  private var conversion: [UInt8] = []
  /// What has been formatted.
  private(set) var output: [UInt8] = []
  /// How many values have been taken.
  private(set) var valueCount = 0
  /// Where the next value may start.
  var offset = 0

  init(format: [UInt8]) { self.format = format }

  /// Copies text up to the next value.
  ///
  /// - Returns: The bytes of the value, or nil at the end.
  mutating func nextValueBytes() -> Int? {
    while position < format.count {
      let byte = format[position]
      position += 1
      guard byte == UInt8(ascii: "%") else {
        output.append(byte)
        continue
      }
      if position < format.count, format[position] == byte {
        output.append(byte)
        position += 1
        continue
      }
      conversion = [byte]
      while position < format.count {
        let next = format[position]
        position += 1
        conversion.append(next)
        if "diouxXeEfFgGaAcspn".utf8.contains(next) { break }
      }
      return isLong ? 8 : 4
    }
    return nil
  }

  private var letter: UInt8 { conversion.last ?? 0 }

  private var isLong: Bool {
    if "eEfFgGaAspn".utf8.contains(letter) { return true }
    return conversion.contains(UInt8(ascii: "l")) || conversion.contains(UInt8(ascii: "z"))
      || conversion.contains(UInt8(ascii: "j")) || conversion.contains(UInt8(ascii: "t"))
  }

  /// Whether the value is the address of a text.
  var takesText: Bool { letter == UInt8(ascii: "s") }

  /// Formats a value.
  mutating func append(_ bits: UInt64, text: [UInt8]) {
    valueCount += 1
    let flags = conversion.dropFirst().dropLast().filter { !"lhzjt".utf8.contains($0) }
    var specification = [UInt8(ascii: "%")] + flags
    func formatted(_ value: any CVarArg) -> [UInt8] {
      let terminated = specification.map { CChar(bitPattern: $0) } + [0]
      var buffer = [CChar](repeating: 0, count: 512)
      let count = withVaList([value]) { vsnprintf(&buffer, buffer.count, terminated, $0) }
      return buffer.prefix(Int(min(max(count, 0), 511))).map { UInt8(bitPattern: $0) }
    }
    switch letter {
    case UInt8(ascii: "s"):
      specification.append(letter)
      let terminated = text.map { CChar(bitPattern: $0) } + [0]
      output += terminated.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { formatted($0) } ?? []
      }
    case UInt8(ascii: "d"), UInt8(ascii: "i"):
      specification += Array("ld".utf8)
      output += formatted(isLong ? Int(Int64(bitPattern: bits)) : Int(Int32(truncatingIfNeeded: bits)))
    case UInt8(ascii: "c"):
      specification.append(letter)
      output += formatted(Int32(truncatingIfNeeded: bits))
    case UInt8(ascii: "p"):
      output += Array("0x".utf8) + Array(String(bits, radix: 16).utf8)
    case UInt8(ascii: "o"), UInt8(ascii: "u"), UInt8(ascii: "x"), UInt8(ascii: "X"):
      specification += [UInt8(ascii: "l"), letter]
      output += formatted(UInt(isLong ? bits : bits & 0xFFFF_FFFF))
    case UInt8(ascii: "n"): break
    default:
      specification.append(letter)
      output += formatted(Double(bitPattern: bits))
    }
  }
}

/// How 16-byte pieces of shared memory trade places within their pattern, so that columns do not meet in one bank.
///
/// The bits of the address above 128 bytes choose which bits of the piece's place are inverted (PTX ISA, swizzling
/// modes): with 128 bytes bits 7 to 9 invert bits 4 to 6, with 64 bytes two of them, with 32 bytes one.
enum SharedSwizzle: UInt8, Sendable, Hashable {
  case none
  case bytes32
  case bytes64
  case bytes128

  /// The width of a row of the pattern in bytes; 16 without one.
  var width: Int { 16 << Int(rawValue) }

  /// Where a byte lies.
  ///
  /// - Parameters:
  ///   - address: The address in shared memory before swizzling.
  ///   - baseOffset: The row of the pattern that lies at a multiple of its size.
  @inline(__always)
  func apply(_ address: Int, baseOffset: Int = 0) -> Int {
    let mask = (1 << Int(rawValue)) - 1
    return address ^ ((((address >> 7) - baseOffset) & mask) << 4)
  }
}

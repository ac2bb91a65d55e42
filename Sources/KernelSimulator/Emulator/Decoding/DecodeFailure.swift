/// Why an instruction cannot be decoded.
enum DecodeFailure: Error {
  /// The emulator has no such instruction, or not this form of it.
  case unsupported
  /// Its operands are not those that it takes.
  case operands(String)
}

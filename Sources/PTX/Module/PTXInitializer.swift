/// The initial contents of a variable: bytes, and the addresses that are filled in when the module is loaded.
public struct PTXInitializer: Sendable, Equatable {
  /// An address within the contents.
  public struct Address: Sendable, Equatable {
    /// The byte where it stands.
    public var offset: Int
    /// How many bytes of it are stored.
    public var byteCount: Int
    /// The byte of the address that is stored first: `mask` forms store parts of an address.
    public var firstByte: Int
    /// The name of the variable or function.
    public var symbol: String
    /// What is added to its address.
    public var addend: Int64
    /// Whether it is a generic address.
    public var isGeneric: Bool

    /// An address.
    public init(offset: Int, byteCount: Int, firstByte: Int = 0, symbol: String, addend: Int64, isGeneric: Bool) {
      self.offset = offset
      self.byteCount = byteCount
      self.firstByte = firstByte
      self.symbol = symbol
      self.addend = addend
      self.isGeneric = isGeneric
    }
  }

  /// The bytes from the start; what is missing is zero.
  public var bytes: [UInt8]
  /// The addresses among them.
  public var addresses: [Address]

  /// Contents.
  public init(bytes: [UInt8], addresses: [Address] = []) {
    self.bytes = bytes
    self.addresses = addresses
  }
}

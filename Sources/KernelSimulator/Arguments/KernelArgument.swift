public import PTX

/// An argument of a kernel as people write it: `u32=4096`, `f32=1.5`, `bytes=hex:00ff`, `buffer=zero:4096` or
/// `tensor=bf16:64x128:64x64:swizzle128:random`.
public enum KernelArgument: Sendable, Equatable {
  /// A number of a type, as its bits.
  case scalar(PTXType, bits: UInt64)
  /// A structure that is passed by value.
  case bytes([UInt8])
  /// A pointer to memory of its own.
  case buffer(BufferContents)
  /// A tensor map over memory of its own, or over that of another argument.
  case tensor(TensorArgument)

  /// The argument of a text.
  ///
  /// - Throws: `KernelArgumentError` with what was expected.
  public init(_ text: String) throws(KernelArgumentError) {
    guard let equals = text.firstIndex(of: "=") else {
      throw KernelArgumentError(text, "expected kind=value, such as u32=4096 or buffer=zero:4096")
    }
    let kind = text[..<equals]
    let value = text[text.index(after: equals)...]
    switch kind {
    case "buffer": self = .buffer(try BufferContents(value, of: text))
    case "tensor": self = .tensor(try TensorArgument(value, of: text))
    case "bytes":
      guard value.hasPrefix("hex:"), let bytes = HexText.bytes(value.dropFirst(4)) else {
        throw KernelArgumentError(text, "expected bytes=hex: and an even number of hexadecimal digits")
      }
      self = .bytes(bytes)
    default:
      guard let type = PTXType(spelling: kind), let parser = ScalarText(type) else {
        throw KernelArgumentError(
          text, "'\(kind)' is no kind of argument; those are buffer, tensor, bytes, and number types such as u32 or f32"
        )
      }
      guard let bits = parser.bits(value) else {
        throw KernelArgumentError(text, "'\(value)' is no \(type.spelling)")
      }
      self = .scalar(type, bits: bits)
    }
  }

  /// What the memory that comes with it holds; `nil` where it brings none.
  var ownContents: BufferContents? {
    switch self {
    case .buffer(let contents): return contents
    case .tensor(let tensor):
      if case .own(let contents) = tensor.contents { return contents }
      return nil
    case .scalar, .bytes: return nil
    }
  }
}

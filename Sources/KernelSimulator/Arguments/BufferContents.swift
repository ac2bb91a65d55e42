public import PTX

/// What a buffer holds before the kernel runs.
public enum BufferContents: Sendable, Equatable {
  /// So many bytes of zeros.
  case zero(Int)
  /// So many bytes that nobody has written; reading them is an error of the kernel.
  case uninitialized(Int)
  /// These bytes.
  case bytes([UInt8])
  /// The bytes of a file.
  case file(String)
  /// So many bytes of random numbers of a type; floats are uniform in -1 to 1.
  case random(Int, PTXType)
  /// So many bytes of random numbers of a type from 0.5 to 1.5, such as weights.
  case positive(Int, PTXType)
  /// So many bytes of random whole numbers of a type below a bound, such as indices.
  case below(Int, PTXType, Int)
  /// So many bytes of the whole numbers below a bound in ascending order, each as often as the others.
  case sections(Int, PTXType, Int)
  /// So many bytes of the numbers 0, 1, 2 and so on.
  case count(Int, PTXType)

  /// The most bytes of a buffer.
  static let limit = 1 << 36

  /// The contents of a text such as `zero:4096`, `hex:00ff`, `@file`, `random:4096:f32`, `below:4096:u32:100`,
  /// `sections:4096:u32:4` or `count:4096:u32`; sizes are in bytes.
  init(_ text: Substring, of argument: String) throws(KernelArgumentError) {
    if text.hasPrefix("@") {
      self = .file(String(text.dropFirst()))
      return
    }
    let words = text.split(separator: ":", omittingEmptySubsequences: false)
    if words[0] == "hex", words.count == 2 {
      guard let bytes = HexText.bytes(words[1]), !bytes.isEmpty else {
        throw KernelArgumentError(argument, "expected an even number of hexadecimal digits")
      }
      self = .bytes(bytes)
      return
    }
    let lengths = ["zero": 2, "uninitialized": 2, "random": 3, "positive": 3, "below": 4, "sections": 4, "count": 3]
    guard let expected = lengths[String(words[0])], words.count == expected else {
      throw KernelArgumentError(
        argument,
        "expected zero:BYTES, uninitialized:BYTES, hex:DIGITS, @FILE, random:BYTES:TYPE, positive:BYTES:TYPE, "
          + "below:BYTES:TYPE:BOUND, sections:BYTES:TYPE:BOUND or count:BYTES:TYPE")
    }
    guard let count = Int(words[1]), count > 0, count <= Self.limit else {
      throw KernelArgumentError(argument, "'\(words[1])' is no number of bytes from 1 to 2^36")
    }
    switch words[0] {
    case "zero": self = .zero(count)
    case "uninitialized": self = .uninitialized(count)
    default:
      guard let type = PTXType(spelling: words[2]), ScalarText(type) != nil else {
        throw KernelArgumentError(argument, "'\(words[2])' is no type of a number, such as f32 or u32")
      }
      guard count % type.bytes == 0 else {
        throw KernelArgumentError(argument, "\(count) bytes hold no whole number of \(type.spelling)")
      }
      switch words[0] {
      case "random": self = .random(count, type)
      case "positive": self = .positive(count, type)
      case "count": self = .count(count, type)
      default:
        guard let bound = Int(words[3]), bound > 0 else {
          throw KernelArgumentError(argument, "'\(words[3])' is no bound above 0")
        }
        self = words[0] == "below" ? .below(count, type, bound) : .sections(count, type, bound)
      }
    }
  }

  /// How many zeros it is; `nil` where it holds something else.
  var zeros: Int? {
    switch self {
    case .zero(let count), .uninitialized(let count): count
    default: nil
    }
  }

  /// The bytes.
  ///
  /// - Parameters:
  ///   - random: the source of random numbers.
  ///   - file: reads a file.
  /// - Returns: the bytes; for an uninitialised buffer zeros, which stand for nothing.
  func bytes<Failure: Error>(
    random: inout SplitMix64, file: (String) throws(Failure) -> [UInt8]
  ) throws(Failure) -> [UInt8] {
    switch self {
    case .zero(let count), .uninitialized(let count): return [UInt8](repeating: 0, count: count)
    case .bytes(let bytes): return bytes
    case .file(let path): return try file(path)
    case .random(let count, let type):
      return Self.numbers(count, type) { text, _ in text.bits(random: random.next()) }
    case .positive(let count, let type):
      return Self.numbers(count, type) { text, _ in text.bits(positive: random.next()) }
    case .below(let count, let type, let bound):
      return Self.numbers(count, type) { text, _ in
        text.bits(counting: Int(random.next().multipliedFullWidth(by: UInt64(bound)).high))
      }
    case .sections(let count, let type, let bound):
      let numbers = count / type.bytes
      return Self.numbers(count, type) { text, index in text.bits(counting: index * bound / numbers) }
    case .count(let count, let type): return Self.numbers(count, type) { text, index in text.bits(counting: index) }
    }
  }

  private static func numbers(_ count: Int, _ type: PTXType, _ value: (ScalarText, Int) -> UInt64) -> [UInt8] {
    guard let text = ScalarText(type) else { return [] }
    let size = type.bytes
    let used = count / size * size
    return [UInt8](unsafeUninitializedCapacity: used) { bytes, initialized in
      for index in 0..<(count / size) {
        let bits = value(text, index)
        for byte in 0..<size { bytes[index * size + byte] = UInt8(truncatingIfNeeded: bits >> UInt64(8 * byte)) }
      }
      initialized = used
    }
  }
}

public import PTX

/// A tensor map as people write it: `TYPE:SIZES:BOX`, then words for what differs from the default, then the contents,
/// such as `bf16:64x128:64x64:swizzle128:random` or `e4m3:4096x128:128x64:of:0`.
///
/// Sizes stand innermost first, as the driver takes them; rows lie one behind another without gaps.
public struct TensorArgument: Sendable, Equatable {
  /// Where the tensor lies.
  public enum Contents: Sendable, Equatable {
    /// In memory of its own.
    case own(BufferContents)
    /// In the buffer of another argument, counted from 0.
    case argument(Int)
  }

  /// The type of an element.
  public let type: PTXType
  /// The elements in each dimension, innermost first.
  public let sizes: [Int]
  /// The elements of a box in each dimension.
  public let box: [Int]
  /// The bytes within which the shared side is swizzled: 0, 32, 64 or 128.
  public let swizzleBytes: Int
  /// Whether elements out of bounds read as NaN instead of zero.
  public let fillsNaN: Bool
  /// Where it lies.
  public let contents: Contents

  /// The bytes of the tensor.
  public var byteCount: Int { sizes.reduce(type.bytes, *) }

  init(type: PTXType, sizes: [Int], box: [Int], swizzleBytes: Int, fillsNaN: Bool, contents: Contents) {
    self.type = type
    self.sizes = sizes
    self.box = box
    self.swizzleBytes = swizzleBytes
    self.fillsNaN = fillsNaN
    self.contents = contents
  }

  init(_ text: Substring, of argument: String) throws(KernelArgumentError) {
    var words = text.split(separator: ":", omittingEmptySubsequences: false)[...]
    guard words.count >= 4 else {
      throw KernelArgumentError(
        argument, "expected tensor=TYPE:SIZES:BOX:CONTENTS, such as tensor=bf16:64x128:64x64:swizzle128:random")
    }
    guard let type = PTXType(spelling: words.removeFirst()), ScalarText(type) != nil else {
      throw KernelArgumentError(argument, "the first word is no type of a number, such as bf16")
    }
    let sizes = try Self.sizes(words.removeFirst(), of: argument)
    let box = try Self.sizes(words.removeFirst(), of: argument)
    guard sizes.count <= 5, box.count == sizes.count, box.allSatisfy({ $0 <= 256 }) else {
      throw KernelArgumentError(
        argument, "a tensor has 1 to 5 dimensions, and its box as many, each of at most 256 elements")
    }
    var swizzleBytes = 0
    var fillsNaN = false
    while let word = words.first {
      if let found = ["swizzle32": 32, "swizzle64": 64, "swizzle128": 128][word] {
        swizzleBytes = found
      } else if word == "nan" {
        fillsNaN = true
      } else {
        break
      }
      words.removeFirst()
    }
    if swizzleBytes > 0, box[0] * type.bytes > swizzleBytes {
      throw KernelArgumentError(
        argument, "a row of the box takes \(box[0] * type.bytes) bytes, more than the \(swizzleBytes) of the swizzle")
    }
    let byteCount = sizes.reduce(type.bytes, *)
    self.type = type
    self.sizes = sizes
    self.box = box
    self.swizzleBytes = swizzleBytes
    self.fillsNaN = fillsNaN
    switch words.first {
    case "of":
      guard words.count == 2, let index = Int(words.last ?? ""), index >= 0 else {
        throw KernelArgumentError(argument, "expected of: and the number of an argument, counted from 0")
      }
      contents = .argument(index)
    case "zero" where words.count == 1: contents = .own(.zero(byteCount))
    case "random" where words.count == 1: contents = .own(.random(byteCount, type))
    case "count" where words.count == 1: contents = .own(.count(byteCount, type))
    default: contents = .own(try BufferContents(words.joined(separator: ":")[...], of: argument))
    }
  }

  private static func sizes(_ text: Substring, of argument: String) throws(KernelArgumentError) -> [Int] {
    let numbers = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard numbers.allSatisfy({ $0 > 0 && $0 <= 1 << 32 }),
      numbers.reduce((product: 1, fits: true), { ($0.product &* $1, $0.fits && $0.product <= (1 << 40) / $1) }).fits
    else {
      throw KernelArgumentError(argument, "'\(text)' are no sizes, such as 64x128")
    }
    return numbers
  }
}

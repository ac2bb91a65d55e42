/// Short titles for kernels' full C++ names.
///
/// `void dpsk::ep::internode::combine<false, 8>(int4*, ...)` gives `combine<false, 8>`. Generic wrappers say nothing of
/// the work, so they give what they wrap: `cutlass::device_kernel<a::fp8_ptp128c::GemmKernel>` gives
/// `fp8_ptp128c::GemmKernel`, and PyTorch's `elementwise_kernel<128, 2, ... DivFunctor<float> ...>` gives
/// `elementwise DivFunctor`.
public enum KernelTitle {
  /// The title of a kernel.
  public static func short(_ name: String) -> String {
    let bytes = Array(name.utf8)
    let own = ownName(bytes[...])
    guard let angle = own.firstIndex(of: UInt8(ascii: "<")), angle > own.startIndex else { return text(own) }
    let function = text(own[..<angle])
    let arguments = own[(angle + 1)..<own.endIndex]
    if function == "device_kernel" || function == "Kernel" || function == "Kernel2" {
      return wrapped(arguments) ?? text(own)
    }
    if let suffix = function.range(of: "_kernel"), isTorchWrapper(function), let functor = functor(in: arguments) {
      return function[..<suffix.lowerBound] + " " + functor
    }
    return text(own)
  }

  /// The title without its template arguments: what the kernels of a family share.
  public static func family(_ name: String) -> String {
    let title = short(name)
    guard let angle = title.firstIndex(of: "<"), angle != title.startIndex else { return title }
    return String(title[..<angle])
  }

  /// The title, or where it is longer than `width` the title without its template arguments.
  public static func fitting(_ name: String, _ width: Int) -> String {
    let title = short(name)
    return title.count > width ? family(name) : title
  }

  /// The function's own name with its template arguments, without return type, namespaces and parameters.
  private static func ownName(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let end = parameterStart(bytes) ?? bytes.endIndex
    var depth = 0
    var start = bytes.startIndex
    var index = bytes.startIndex
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "<"), UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ">"), UInt8(ascii: ")"), UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: " ") where depth == 0: start = index + 1
      case UInt8(ascii: ":") where depth == 0 && index + 1 < end && bytes[index + 1] == UInt8(ascii: ":"):
        start = index + 2
        index += 1
      default: break
      }
      index += 1
    }
    return start < end ? bytes[start..<end] : bytes
  }

  /// Where the parameter list begins: the opening bracket that matches the last closing one.
  private static func parameterStart(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let last = bytes.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    // A bracket before the last angle bracket belongs to a template argument, not to a parameter list.
    if let angle = bytes.lastIndex(of: UInt8(ascii: ">")), angle > last { return nil }
    var depth = 0
    for index in bytes[...last].indices.reversed() {
      if bytes[index] == UInt8(ascii: ")") { depth += 1 }
      if bytes[index] == UInt8(ascii: "(") {
        depth -= 1
        if depth == 0 { return index > bytes.startIndex ? index : nil }
      }
    }
    return nil
  }

  /// The last two parts of the first template argument's path, where it is a type.
  private static func wrapped(_ arguments: ArraySlice<UInt8>) -> String? {
    var path: [String] = []
    var part: [UInt8] = []
    for byte in arguments {
      if byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: ",") { break }
      if byte == UInt8(ascii: ":") {
        if !part.isEmpty { path.append(text(part[...])) }
        part = []
      } else {
        part.append(byte)
      }
    }
    if !part.isEmpty { path.append(text(part[...])) }
    guard let last = path.last, last.contains(where: \.isLetter) else { return nil }
    return path.suffix(2).joined(separator: "::")
  }

  private static func isTorchWrapper(_ function: String) -> Bool {
    function.hasSuffix("elementwise_kernel") || function == "reduce_kernel"
      || function == "_scatter_gather_elementwise_kernel"
  }

  /// The last identifier that names an operation: `DivFunctor`, `sum_functor`, `direct_copy_kernel_cuda`.
  private static func functor(in arguments: ArraySlice<UInt8>) -> String? {
    arguments.split { !isIdentifier($0) }.map { text($0) }.last { word in
      word.contains("Functor") || word.hasSuffix("_functor") || word.hasSuffix("_kernel_cuda")
    }
  }

  private static func isIdentifier(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (byte >= 48 && byte <= 57) || (byte | 32 >= 97 && byte | 32 <= 122)
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}

extension String {
  /// The first place where a text occurs.
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}

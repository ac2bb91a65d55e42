import PTX

/// A parameter of a kernel.
public struct InspectedParameter: Sendable, Equatable, Encodable {
  /// Its name.
  public let name: String
  /// Its type as PTX writes it, such as `u64` or `b8[128]`.
  public let type: String
  /// Where it starts within the parameters, in bytes.
  public let offsetBytes: Int
  /// How many bytes it takes.
  public let sizeBytes: Int
  /// Its alignment in bytes.
  public let alignmentBytes: Int
  /// For a pointer, the space that it points to, where the file says so.
  public let pointerSpace: String?

  enum CodingKeys: String, CodingKey {
    case name
    case type
    case offsetBytes = "offset_bytes"
    case sizeBytes = "size_bytes"
    case alignmentBytes = "alignment_bytes"
    case pointerSpace = "pointer_space"
  }

  /// The parameters of a kernel, laid out one behind the other at their alignments.
  static func all(of function: PTXFunction) -> [InspectedParameter] {
    var offset = 0
    return function.parameters.map { parameter in
      let alignment = max(parameter.alignment, 1)
      offset = (offset + alignment - 1) / alignment * alignment
      defer { offset += parameter.byteCount }
      let vector = parameter.vectorWidth > 1 ? "v\(parameter.vectorWidth)." : ""
      let sizes = parameter.dimensions.map { "[\($0)]" }.joined()
      return InspectedParameter(
        name: parameter.name, type: vector + parameter.type.spelling + sizes, offsetBytes: offset,
        sizeBytes: parameter.byteCount, alignmentBytes: alignment,
        pointerSpace: parameter.pointer.map { $0.space.rawValue })
    }
  }
}

/// Why a tensor map cannot be used.
enum TensorMapError: Error, Sendable, Hashable {
  /// The 128 bytes are no tensor map of ours.
  case notATensorMap
  /// A rule of the driver's `cuTensorMapEncodeTiled` is broken.
  case invalid(String)
  /// Valid, but not simulated.
  case unsupported(String)
}

extension TensorMapError: CustomStringConvertible {
  /// One line.
  var description: String {
    switch self {
    case .notATensorMap: "the 128 bytes are not a tensor map"
    case .invalid(let reason): "invalid tensor map: \(reason)"
    case .unsupported(let what): "tensor map with \(what) is not supported"
    }
  }
}

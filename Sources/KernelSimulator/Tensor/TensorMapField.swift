/// A field that `tensormap.replace` changes.
enum TensorMapField: String, Sendable, Hashable {
  case globalAddress = "global_address"
  /// The value is the rank less one.
  case rank
  case boxDimension = "box_dim"
  case globalDimension = "global_dim"
  /// In bytes; ordinal 0 is the stride of the second dimension.
  case globalStride = "global_stride"
  case elementStride = "element_stride"
  case elementType = "elemtype"
  case interleaveLayout = "interleave_layout"
  case swizzleMode = "swizzle_mode"
  case swizzleAtomicity = "swizzle_atomicity"
  case fillMode = "fill_mode"

  /// Whether the instruction names which dimension is meant.
  var hasOrdinal: Bool {
    switch self {
    case .boxDimension, .globalDimension, .globalStride, .elementStride: true
    default: false
    }
  }

  /// How many ordinals there are.
  var ordinals: Int { hasOrdinal ? (self == .globalStride ? 4 : 5) : 1 }

  /// Writes a value into the 128 bytes of a tensor map, whatever else they hold.
  ///
  /// - Returns: Whether the ordinal exists.
  func replace(in map: UnsafeMutableRawPointer, ordinal: Int, value: UInt64) -> Bool {
    guard (0..<ordinals).contains(ordinal) else { return false }
    func store<T: FixedWidthInteger>(_ offset: Int, _ type: T.Type) {
      map.storeBytes(
        of: T(truncatingIfNeeded: value).littleEndian, toByteOffset: offset + ordinal * MemoryLayout<T>.size,
        as: T.self)
    }
    switch self {
    case .globalAddress: store(TensorMap.Offset.address, UInt64.self)
    case .rank: store(TensorMap.Offset.rank, UInt8.self)
    case .boxDimension: store(TensorMap.Offset.box, UInt16.self)
    case .globalDimension: store(TensorMap.Offset.sizes, UInt32.self)
    case .globalStride: store(TensorMap.Offset.strides, UInt64.self)
    case .elementStride: store(TensorMap.Offset.steps, UInt16.self)
    case .elementType: store(TensorMap.Offset.element, UInt8.self)
    case .interleaveLayout: store(TensorMap.Offset.interleave, UInt8.self)
    case .swizzleMode: store(TensorMap.Offset.swizzle, UInt8.self)
    case .swizzleAtomicity: store(TensorMap.Offset.atomicity, UInt8.self)
    case .fillMode: store(TensorMap.Offset.fill, UInt8.self)
    }
    return true
  }
}

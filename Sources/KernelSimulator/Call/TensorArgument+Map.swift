import PTX

extension TensorArgument {
  /// The argument whose buffer holds the tensor; `own` where it has memory of its own.
  func owner(of own: Int) -> Int {
    if case .argument(let other) = contents { return other }
    return own
  }

  /// The 128 bytes of its tensor map over memory at an address.
  ///
  /// - Throws: `KernelArgumentError` where the driver would refuse such a map.
  func encoded(address: UInt64) throws(KernelArgumentError) -> [UInt8] {
    let text = "tensor=\(type.spelling):\(Self.text(sizes)):\(Self.text(box))"
    guard let element = Self.element(type) else {
      throw KernelArgumentError(text, "tensor maps have no elements of type \(type.spelling)")
    }
    var strides: [UInt64] = []
    for size in sizes.dropLast() { strides.append((strides.last ?? UInt64(type.bytes)) * UInt64(size)) }
    let map = TensorMap(
      element: element, address: address, sizes: sizes.map { UInt32(clamping: $0) }, strides: strides,
      box: box.map { UInt16(clamping: $0) }, swizzle: SharedSwizzle.allWidths[swizzleBytes] ?? .none,
      fill: fillsNaN ? .nan : .zero)
    do throws(TensorMapError) {
      try map.check()
    } catch {
      throw KernelArgumentError(text, error.description)
    }
    return map.encoded
  }

  private static func text(_ sizes: [Int]) -> String { sizes.map { "\($0)" }.joined(separator: "x") }

  /// What the driver calls a type; FP8 numbers travel as bytes.
  private static func element(_ type: PTXType) -> TensorMapElement? {
    switch type {
    case .u8, .s8, .b8, .e4m3, .e5m2: .u8
    case .u16, .s16, .b16: .u16
    case .u32, .b32: .u32
    case .s32: .s32
    case .u64, .b64: .u64
    case .s64: .s64
    case .f16: .f16
    case .bf16: .bf16
    case .f32: .f32
    case .f64: .f64
    default: nil
    }
  }
}

extension SharedSwizzle {
  /// The modes by the bytes within which they swizzle.
  fileprivate static let allWidths: [Int: SharedSwizzle] = [32: .bytes32, 64: .bytes64, 128: .bytes128]
}

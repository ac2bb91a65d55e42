/// The 128 bytes of a tensor map in memory.
///
/// The driver's encoding is not public, so this is our own; a program can only make one with the driver, pass it on, and
/// change fields with `tensormap.replace`. All numbers are little-endian.
///
/// | bytes | what |
/// |---|---|
/// | 0..<8 | the address of the tensor |
/// | 8 | the element type |
/// | 9 | the rank less one |
/// | 10 | the interleave layout |
/// | 11 | the swizzling mode |
/// | 12 | the swizzle atomicity, 0 |
/// | 13 | the fill mode |
/// | 14 | the L2 promotion |
/// | 16..<36 | five sizes of 4 bytes |
/// | 36..<46 | five box sizes of 2 bytes |
/// | 46..<56 | five steps of 2 bytes |
/// | 56..<88 | four strides of 8 bytes, of the second dimension and those after it |
/// | 88..<96 | a mark that tells a tensor map from other bytes |
/// | 96..<128 | 0 |
extension TensorMap {
  /// The bytes of a tensor map.
  static let byteCount = 128
  /// What bytes 88 to 95 hold.
  static let mark: UInt64 = 0x70614D_726F736E54

  /// Where a field starts.
  enum Offset {
    static let address = 0
    static let element = 8
    static let rank = 9
    static let interleave = 10
    static let swizzle = 11
    static let atomicity = 12
    static let fill = 13
    static let promotion = 14
    static let sizes = 16
    static let box = 36
    static let steps = 46
    static let strides = 56
    static let mark = 88
  }

  /// Its 128 bytes.
  var encoded: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.byteCount)
    bytes.withUnsafeMutableBytes { raw in
      raw.storeBytes(of: address.littleEndian, toByteOffset: Offset.address, as: UInt64.self)
      raw[Offset.element] = element.rawValue
      raw[Offset.rank] = UInt8(truncatingIfNeeded: rank - 1)
      raw[Offset.interleave] = interleave.rawValue
      raw[Offset.swizzle] = swizzle.rawValue
      raw[Offset.fill] = fill.rawValue
      raw[Offset.promotion] = promotion.rawValue
      for (index, size) in sizes.enumerated() {
        raw.storeBytes(of: size.littleEndian, toByteOffset: Offset.sizes + index * 4, as: UInt32.self)
      }
      for (index, size) in box.enumerated() {
        raw.storeBytes(of: size.littleEndian, toByteOffset: Offset.box + index * 2, as: UInt16.self)
      }
      for (index, step) in steps.enumerated() {
        raw.storeBytes(of: step.littleEndian, toByteOffset: Offset.steps + index * 2, as: UInt16.self)
      }
      for (index, stride) in strides.enumerated() {
        raw.storeBytes(of: stride.littleEndian, toByteOffset: Offset.strides + index * 8, as: UInt64.self)
      }
      raw.storeBytes(of: Self.mark.littleEndian, toByteOffset: Offset.mark, as: UInt64.self)
    }
    return bytes
  }

  /// The tensor map of 128 bytes, checked.
  init(decoding bytes: UnsafeRawBufferPointer) throws(TensorMapError) {
    func number<T: FixedWidthInteger>(_ offset: Int, _ type: T.Type) -> T {
      T(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: T.self))
    }
    guard bytes.count >= Self.byteCount, number(Offset.mark, UInt64.self) == Self.mark else { throw .notATensorMap }
    let rank = Int(bytes[Offset.rank]) + 1
    guard rank <= Self.maximumRank else { throw .invalid("rank \(rank) is not 1 to 5") }
    guard let element = TensorMapElement(rawValue: bytes[Offset.element]) else {
      throw .unsupported("element type \(bytes[Offset.element])")
    }
    guard let interleave = Interleave(rawValue: bytes[Offset.interleave]) else {
      throw .unsupported("interleave layout \(bytes[Offset.interleave])")
    }
    guard let swizzle = SharedSwizzle(rawValue: bytes[Offset.swizzle]) else {
      throw .unsupported("swizzling mode \(bytes[Offset.swizzle])")
    }
    guard bytes[Offset.atomicity] == 0 else { throw .unsupported("swizzle atomicity \(bytes[Offset.atomicity])") }
    guard let fill = Fill(rawValue: bytes[Offset.fill]) else { throw .unsupported("fill mode \(bytes[Offset.fill])") }
    guard let promotion = Promotion(rawValue: bytes[Offset.promotion]) else {
      throw .invalid("L2 promotion \(bytes[Offset.promotion])")
    }
    self.init(
      element: element, address: number(Offset.address, UInt64.self),
      sizes: (0..<rank).map { number(Offset.sizes + $0 * 4, UInt32.self) },
      strides: (0..<rank - 1).map { number(Offset.strides + $0 * 8, UInt64.self) },
      box: (0..<rank).map { number(Offset.box + $0 * 2, UInt16.self) },
      steps: (0..<rank).map { number(Offset.steps + $0 * 2, UInt16.self) }, swizzle: swizzle, interleave: interleave,
      fill: fill, promotion: promotion)
    try check()
  }
}

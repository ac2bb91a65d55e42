extension TensorMap {
  /// Throws where a rule of `cuTensorMapEncodeTiled` (CUDA driver API) is broken, or a part is not simulated.
  func check() throws(TensorMapError) {
    guard (1...Self.maximumRank).contains(rank) else { throw .invalid("rank \(rank) is not 1 to 5") }
    guard strides.count == rank - 1, box.count == rank, steps.count == rank else {
      throw .invalid("the number of strides, box sizes or steps does not match rank \(rank)")
    }
    if interleave != .none { throw .unsupported("an interleaved layout") }
    guard address % 16 == 0 else { throw .invalid("address 0x\(String(address, radix: 16)) is not a multiple of 16") }
    for dimension in 0..<rank {
      guard sizes[dimension] > 0 else { throw .invalid("size \(dimension) is 0") }
      guard (1...256).contains(box[dimension]) else {
        throw .invalid("box size \(box[dimension]) of dimension \(dimension) is not 1 to 256")
      }
      guard (1...8).contains(steps[dimension]) else {
        throw .invalid("step \(steps[dimension]) of dimension \(dimension) is not 1 to 8")
      }
    }
    for (index, stride) in strides.enumerated() where stride % 16 != 0 || stride >= 1 << 40 {
      throw .invalid("stride \(stride) of dimension \(index + 1) is not a multiple of 16 below 2^40")
    }
    guard steps[0] == 1 else { throw .invalid("the step of the innermost dimension is not 1") }
    let row = Int(box[0]) * element.bytes
    guard row % 16 == 0 else { throw .invalid("the innermost box size is \(row) bytes, not a multiple of 16") }
    if swizzle != .none, row > swizzle.width {
      throw .invalid("the innermost box size is \(row) bytes, more than the \(swizzle.width) of the swizzle")
    }
    if fill == .nan, !element.isFloat { throw .invalid("integers cannot be filled with NaN") }
  }
}

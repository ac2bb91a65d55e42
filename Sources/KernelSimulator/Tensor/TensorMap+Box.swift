extension TensorMap {
  /// Visits all bytes of a box, in the order of shared memory before swizzling.
  ///
  /// - Parameters:
  ///   - coordinates: The first element of the box along each dimension, innermost first; may lie outside.
  ///   - sharedAddress: Where the box starts in shared memory.
  ///   - body: Gets each piece.
  func forEachPiece(coordinates: [Int32], sharedAddress: Int, _ body: (TensorPiece) -> Void) {
    let rowCount = (1..<rank).reduce(1) { $0 * count($1) }
    for row in 0..<rowCount {
      var rest = row
      var global = address
      var isInside = true
      for dimension in 1..<max(rank, 1) {
        let place = Int(coordinates[dimension]) + rest % count(dimension) * Int(steps[dimension])
        rest /= count(dimension)
        if place < 0 || place >= Int(sizes[dimension]) {
          isInside = false
        } else {
          global &+= UInt64(place) &* strides[dimension - 1]
        }
      }
      visitRow(
        first: Int(coordinates[0]), global: global, isInside: isInside,
        shared: sharedAddress + row * count(0) * element.bytes, body)
    }
  }

  /// Visits the bytes of a row.
  @inline(__always)
  private func visitRow(first: Int, global: UInt64, isInside: Bool, shared: Int, _ body: (TensorPiece) -> Void) {
    let bytes = count(0) * element.bytes
    let start = first * element.bytes
    // The bytes of the row that belong to the tensor.
    let low = isInside ? min(max(-start, 0), bytes) : bytes
    let high = isInside ? min(max(Int(sizes[0]) * element.bytes - start, low), bytes) : bytes
    let piece = swizzle == .none ? bytes : 16
    var offset = 0
    while offset < bytes {
      let limit = (offset / piece + 1) * piece
      let end: Int
      let inside = offset >= low && offset < high
      if inside { end = min(high, limit) } else { end = min(offset < low ? low : bytes, limit) }
      body(
        TensorPiece(
          globalAddress: global &+ UInt64(bitPattern: Int64(start + offset)),
          sharedAddress: swizzle.apply(shared + offset), byteCount: end - offset, isInside: inside))
      offset = end
    }
  }

  /// Fills bytes that lie outside of the tensor.
  func fill(_ bytes: UnsafeMutableRawBufferPointer) {
    if fill == .zero {
      for index in bytes.indices { bytes[index] = 0 }
    } else {
      let pattern = FloatFormat.outOfBoundsNaN.littleEndian
      withUnsafeBytes(of: pattern) { pair in
        for index in bytes.indices { bytes[index] = pair[index & 1] }
      }
    }
  }

  /// Turns the subnormal numbers of loaded elements into zeros, where the element type asks for it.
  func flush(_ bytes: UnsafeMutableRawBufferPointer) {
    guard element.isFlushed else { return }
    for offset in stride(from: 0, to: bytes.count & ~3, by: 4) {
      let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
      bytes.storeBytes(of: F32.flush(word), toByteOffset: offset, as: UInt32.self)
    }
  }
}

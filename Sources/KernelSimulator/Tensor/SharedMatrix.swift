/// A matrix in shared memory as the descriptor of wgmma describes it.
///
/// Elements are normalised to pieces of 16 bytes. Rows are the rows of A or the columns of B (M or N), columns run along
/// k. The layouts are the canonical ones of the PTX ISA's shared memory matrix layouts.
struct SharedMatrix: Sendable, Hashable {
  /// The address of its start, from the start of shared memory.
  var start: Int
  /// The leading dimension byte offset.
  var leadingOffset: Int
  /// The stride dimension byte offset.
  var strideOffset: Int
  /// The row of the swizzling pattern at which the matrix starts.
  var baseOffset: Int
  /// The swizzling mode.
  var swizzle: SharedSwizzle

  /// The matrix of a descriptor.
  init(descriptor: UInt64) {
    start = Int(descriptor & 0x3FFF) << 4
    leadingOffset = Int(descriptor >> 16 & 0x3FFF) << 4
    strideOffset = Int(descriptor >> 32 & 0x3FFF) << 4
    baseOffset = Int(descriptor >> 49 & 7)
    swizzle =
      switch descriptor >> 62 {
      case 1: .bytes128
      case 2: .bytes64
      case 3: .bytes32
      default: .none
      }
  }

  /// Its descriptor.
  var descriptor: UInt64 {
    let mode: UInt64 =
      switch swizzle {
      case .none: 0
      case .bytes128: 1
      case .bytes64: 2
      case .bytes32: 3
      }
    return UInt64(start >> 4 & 0x3FFF) | UInt64(leadingOffset >> 4 & 0x3FFF) << 16
      | UInt64(strideOffset >> 4 & 0x3FFF) << 32 | UInt64(baseOffset & 7) << 49 | mode << 62
  }

  /// The address of an element in shared memory.
  ///
  /// - Parameters:
  ///   - row: Its place along M or N.
  ///   - column: Its place along k.
  ///   - elementBytes: The size of an element.
  ///   - isTransposed: Whether M or N is contiguous, and not k.
  @inline(__always)
  func address(row: Int, column: Int, elementBytes: Int, isTransposed: Bool) -> Int {
    let perPiece = 16 / elementBytes
    let offset: Int
    if isTransposed {
      if swizzle == .none {
        offset =
          row % perPiece * elementBytes + row / perPiece * strideOffset + column % 8 * 16 + column / 8 * leadingOffset
      } else {
        let perRow = swizzle.width / elementBytes
        offset =
          row % perRow * elementBytes + row / perRow * leadingOffset + column % 8 * swizzle.width + column / 8
          * strideOffset
      }
    } else if swizzle == .none {
      offset =
        row % 8 * 16 + row / 8 * strideOffset + column % perPiece * elementBytes + column / perPiece * leadingOffset
    } else {
      offset = row % 8 * swizzle.width + row / 8 * strideOffset + column * elementBytes
    }
    return swizzle.apply(start + offset, baseOffset: baseOffset)
  }
}

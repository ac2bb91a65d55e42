import PTX
import Testing

@testable import KernelSimulator

struct TensorMapTests {
  let map = TensorMap(
    element: .f16, address: 0x1_0000, sizes: [100, 50, 7], strides: [256, 25600], box: [64, 8, 2],
    swizzle: .bytes128, fill: .nan, promotion: .bytes256)

  @Test func encodingRoundTrips() throws {
    let bytes = map.encoded
    #expect(bytes.count == 128)
    #expect(try bytes.withUnsafeBytes { try TensorMap(decoding: $0) } == map)
  }

  @Test func otherBytesAreRefused() {
    #expect(throws: TensorMapError.notATensorMap) {
      try [UInt8](repeating: 0, count: 128).withUnsafeBytes { try TensorMap(decoding: $0) }
    }
    var bytes = map.encoded
    bytes[8] = 13
    #expect(throws: TensorMapError.unsupported("element type 13")) {
      try bytes.withUnsafeBytes { try TensorMap(decoding: $0) }
    }
  }

  @Test func rulesAreChecked() {
    func fails(_ change: (inout TensorMap) -> Void) {
      var broken = map
      change(&broken)
      #expect(throws: TensorMapError.self) { try broken.check() }
    }
    #expect(throws: Never.self) { try map.check() }
    fails { $0.address = 8 }
    fails { $0.strides[0] = 8 }
    fails { $0.box[1] = 257 }
    fails { $0.box[0] = 72 }
    fails { $0.box[0] = 4 }
    fails { $0.steps[2] = 9 }
    fails { $0.steps[0] = 2 }
    fails { $0.sizes[1] = 0 }
    fails { $0.interleave = .bytes16 }
    fails { $0.element = .u16 }
  }

  @Test func fieldsAreReplaced() throws {
    var bytes = map.encoded
    let result = try bytes.withUnsafeMutableBytes { raw in
      let base = raw.baseAddress!
      #expect(TensorMapField.globalAddress.replace(in: base, ordinal: 0, value: 0x2_0000))
      #expect(TensorMapField.rank.replace(in: base, ordinal: 0, value: 1))
      #expect(TensorMapField.globalDimension.replace(in: base, ordinal: 1, value: 33))
      #expect(TensorMapField.globalStride.replace(in: base, ordinal: 0, value: 512))
      #expect(TensorMapField.boxDimension.replace(in: base, ordinal: 0, value: 32))
      #expect(TensorMapField.elementStride.replace(in: base, ordinal: 1, value: 2))
      #expect(TensorMapField.swizzleMode.replace(in: base, ordinal: 0, value: 2))
      #expect(TensorMapField.elementType.replace(in: base, ordinal: 0, value: 10))
      #expect(TensorMapField.fillMode.replace(in: base, ordinal: 0, value: 0))
      #expect(!TensorMapField.globalStride.replace(in: base, ordinal: 4, value: 0))
      return try TensorMap(decoding: UnsafeRawBufferPointer(raw))
    }
    let expected = TensorMap(
      element: .bf16, address: 0x2_0000, sizes: [100, 33], strides: [512], box: [32, 8], steps: [1, 2],
      swizzle: .bytes64, fill: .zero, promotion: .bytes256)
    #expect(result == expected)
  }

  /// Every element of the box against its place computed alone.
  @Test(
    arguments: [[0, 0, 0], [60, 45, 6], [-3, -2, -1], [99, 49, 6], [200, 0, 0]],
    [SharedSwizzle.none, .bytes32, .bytes64, .bytes128])
  func boxes(coordinates: [Int32], swizzle: SharedSwizzle) {
    var map = map
    map.swizzle = swizzle
    map.box = [UInt16(min(swizzle == .none ? 64 : swizzle.width / 2, 64)), 8, 2]
    map.steps = [1, 3, 1]
    let width = Int(map.box[0])
    var places = [Int: (UInt64, Bool)]()
    map.forEachPiece(coordinates: coordinates, sharedAddress: 2048) { piece in
      for byte in 0..<piece.byteCount {
        let previous = places.updateValue(
          (piece.globalAddress + UInt64(byte), piece.isInside), forKey: piece.sharedAddress + byte)
        #expect(previous == nil)
      }
    }
    #expect(map.boxBytes == width * 2 * 3 * 2)
    #expect(places.count == map.boxBytes)
    for z in 0..<2 {
      for y in 0..<3 {
        for x in 0..<width {
          let (i, j, k) = (Int(coordinates[0]) + x, Int(coordinates[1]) + y * 3, Int(coordinates[2]) + z)
          let isInside = (0..<100).contains(i) && (0..<50).contains(j) && (0..<7).contains(k)
          let plain = 2048 + ((z * 3 + y) * width + x) * 2
          // The tables of swizzling modes: piece p of row r of 128 bytes lies at p ^ r, within the width of the mode.
          let (row, piece) = (plain / 128, plain / 16 % 8)
          let pieces = swizzle == .none ? 1 : swizzle.width / 16
          let address = row * 128 + (piece ^ row % pieces) * 16 + plain % 16
          let place = places[address]
          #expect(place?.1 == isInside)
          if isInside { #expect(place?.0 == 0x1_0000 + UInt64(i * 2 + j * 256 + k * 25600)) }
        }
      }
    }
  }

  @Test func reductions() {
    #expect(Reduction.add.apply(0xFFFF_FFFF, 2, type: .u32) == 1)
    #expect(Reduction.min.apply(0xFFFF_FFFF, 2, type: .s32) == 0xFFFF_FFFF)
    #expect(Reduction.max.apply(0xFFFF_FFFF, 2, type: .s32) == 2)
    #expect(Reduction.inc.apply(7, 7, type: .u32) == 0)
    #expect(Reduction.inc.apply(6, 7, type: .u32) == 7)
    #expect(Reduction.dec.apply(0, 7, type: .u32) == 7)
    #expect(Reduction.dec.apply(9, 7, type: .u32) == 7)
    #expect(Reduction.dec.apply(3, 7, type: .u32) == 2)
    #expect(Reduction.add.apply(0x3F80_0000, 0x3F80_0000, type: .f32) == 0x4000_0000)
    #expect(Reduction.add.apply(1, 1, type: .f32, flushes: true) == 0)
    #expect(Reduction.add.apply(0x3C00_4000, 0x3C00_3C00, type: .f16x2) == 0x4000_4200)
    #expect(Reduction.xor.apply(0xF0, 0xFF, type: .b32) == 0x0F)
    #expect(Reduction.and.apply(0, 0, type: .f32) == nil)
  }
}

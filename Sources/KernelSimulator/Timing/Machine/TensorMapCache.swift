/// Tensor maps that copies have used, so that each is decoded once.
struct TensorMapCache {
  private var addresses: [UInt64] = []
  private var maps: [TensorMap] = []

  /// The map at an address, whose bytes are given where it is new.
  mutating func map(_ address: UInt64, _ bytes: UnsafeRawPointer) -> TensorMap? {
    if let index = addresses.firstIndex(of: address) { return maps[index] }
    guard let map = try? TensorMap(decoding: UnsafeRawBufferPointer(start: bytes, count: 128)) else { return nil }
    addresses.append(address)
    maps.append(map)
    return map
  }
}

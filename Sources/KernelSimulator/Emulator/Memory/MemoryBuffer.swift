/// A range of global memory.
struct MemoryBuffer {
  /// Its first address.
  var address: UInt64
  /// Its bytes.
  var byteCount: Int
  /// Where its contents are.
  var host: UnsafeMutableRawPointer
  /// For each byte whether it has been written (1), where that is asked for.
  var shadow: UnsafeMutableRawPointer?
  /// Whether kernels may only read it.
  var isReadOnly: Bool
}

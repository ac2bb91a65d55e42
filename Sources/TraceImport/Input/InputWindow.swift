/// A stretch of a source's bytes in one piece. What was handed on in it is not written again.
final class InputWindow: @unchecked Sendable {
  let bytes: UnsafeMutablePointer<UInt8>
  let capacity: Int

  /// - Parameter padding: bytes behind the capacity that may be written too.
  init(capacity: Int, padding: Int) {
    self.capacity = capacity
    bytes = .allocate(capacity: capacity + padding)
  }

  deinit {
    bytes.deallocate()
  }
}

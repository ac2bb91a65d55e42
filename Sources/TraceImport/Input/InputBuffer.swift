/// A window on a source that moves forward: always a stretch of bytes in one piece, with zeros behind it so that scanners
/// can read eight bytes at a time.
final class InputBuffer {
  /// Zeros behind the last byte.
  private static let padding = 16
  /// An event that is longer than this is no event.
  static let maximumLength = 1 << 28

  private let source: ByteSource
  private var storage: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// How many bytes of the source lie before the window.
  private(set) var offset: Int64 = 0
  /// The bytes of the window.
  private(set) var count = 0
  private var isAtEnd = false

  init(_ source: ByteSource, capacity: Int = 1 << 20) {
    self.source = source
    self.capacity = capacity
    storage = .allocate(capacity: capacity + Self.padding)
    storage.update(repeating: 0, count: Self.padding)
  }

  deinit {
    storage.deallocate()
  }

  /// The first byte of the window.
  var base: UnsafePointer<UInt8> { UnsafePointer(storage) }

  /// Drops what lies before a position and reads on. The window's addresses change.
  ///
  /// - Returns: whether there were more bytes.
  func advance(to position: Int) throws(ImportError) -> Bool {
    let kept = count - position
    if kept > 0 && position > 0 { storage.update(from: storage + position, count: kept) }
    offset += Int64(position)
    count = kept
    storage.advanced(by: count).update(repeating: 0, count: Self.padding)
    guard !isAtEnd, kept < Self.maximumLength else { return false }
    if kept > capacity / 2 { grow() }
    let free = UnsafeMutableRawBufferPointer(start: storage + count, count: capacity - count)
    let read = try source.read(into: free)
    count += read
    storage.advanced(by: count).update(repeating: 0, count: Self.padding)
    if read == 0 { isAtEnd = true }
    return read > 0
  }

  private func grow() {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + Self.padding)
    larger.update(from: storage, count: count)
    storage.deallocate()
    storage = larger
    capacity *= 2
  }
}

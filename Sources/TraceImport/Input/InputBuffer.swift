/// A window on a source that moves forward: always a stretch of bytes in one piece, with zeros behind it so that scanners
/// can read eight bytes at a time.
final class InputBuffer {
  /// Zeros behind the last byte.
  private static let padding = 16
  /// An event that is longer than this is no event.
  static let maximumLength = 1 << 28

  private let source: ByteSource
  /// The bytes; a new one whenever the last was handed on.
  private var storage: InputWindow
  private var isHandedOn = false
  /// How many bytes of the source lie before the window.
  private(set) var offset: Int64 = 0
  /// The bytes of the window.
  private(set) var count = 0
  private var isAtEnd = false

  init(_ source: ByteSource, capacity: Int = 1 << 18) {
    self.source = source
    storage = InputWindow(capacity: capacity, padding: Self.padding)
    storage.bytes.update(repeating: 0, count: Self.padding)
  }

  /// The first byte of the window.
  var base: UnsafePointer<UInt8> { UnsafePointer(storage.bytes) }

  /// The window, for another thread to read.
  func handOn() -> InputWindow {
    isHandedOn = true
    return storage
  }

  /// Drops what lies before a position and reads on. The window's addresses change.
  ///
  /// - Returns: whether there were more bytes.
  func advance(to position: Int) throws(ImportError) -> Bool {
    let kept = count - position
    let capacity = kept > storage.capacity / 2 && kept < Self.maximumLength ? storage.capacity * 2 : storage.capacity
    if isHandedOn || capacity > storage.capacity {
      let next = InputWindow(capacity: capacity, padding: Self.padding)
      next.bytes.update(from: storage.bytes + position, count: kept)
      storage = next
      isHandedOn = false
    } else if kept > 0 && position > 0 {
      storage.bytes.update(from: storage.bytes + position, count: kept)
    }
    offset += Int64(position)
    count = kept
    pad()
    guard !isAtEnd, kept < Self.maximumLength else { return false }
    let free = UnsafeMutableRawBufferPointer(start: storage.bytes + count, count: storage.capacity - count)
    let read = try source.read(into: free)
    count += read
    pad()
    if read == 0 { isAtEnd = true }
    return read > 0
  }

  private func pad() {
    storage.bytes.advanced(by: count).update(repeating: 0, count: Self.padding)
  }
}

import Glibc

/// The bytes of a file in order, decompressed where it is gzip.
final class ByteSource {
  let path: String
  /// Bytes of the file.
  let totalBytes: Int64
  /// Bytes of the file that were read so far.
  private(set) var readBytes: Int64 = 0
  /// Where the compressed data turned out to be damaged or cut off, as a byte of the file.
  private(set) var damage: Int64?

  private let descriptor: Int32
  private var inflater: Inflater?

  init(path: String, isCompressed: Bool) throws(ImportError) {
    self.path = path
    descriptor = try RawFile.open(path)
    totalBytes = RawFile.size(descriptor)
    inflater = isCompressed ? Inflater() : nil
  }

  deinit {
    close(descriptor)
  }

  /// Fills a buffer as far as the source goes.
  ///
  /// - Returns: how many bytes there were; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImportError) -> Int {
    guard let inflater else { return try readFile(into: buffer) }
    guard damage == nil else { return 0 }
    let count = try inflater.inflate(into: buffer) { (input) throws(ImportError) in try self.readFile(into: input) }
    if inflater.isDamaged {
      damage = readBytes - Int64(inflater.unreadCount)
      if inflater.producedCount == 0 { throw .damagedGzip(path: path, byte: damage ?? 0) }
    }
    return count
  }

  private func readFile(into buffer: UnsafeMutableRawBufferPointer) throws(ImportError) -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 {
        readBytes += Int64(count)
        return count
      }
      if errno != EINTR { throw .read(path: path, reason: String(cString: strerror(errno))) }
    }
  }
}

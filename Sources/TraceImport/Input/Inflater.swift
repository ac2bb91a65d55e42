import CZlib

/// Gzip of one or several members, decompressed piece by piece.
final class Inflater {
  private var stream = z_stream()
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  private var isAtMemberEnd = false
  private var isFinished = false
  /// Whether the data was damaged or ended within a member; what came before is good.
  private(set) var isDamaged = false
  /// Bytes that came out so far.
  private(set) var producedCount = 0

  init() {
    tuiperf_inflate_init_gzip(&stream)
  }

  deinit {
    inflateEnd(&stream)
    input.deallocate()
  }

  /// Compressed bytes that were read and not used.
  var unreadCount: Int { Int(stream.avail_in) }

  /// Fills a buffer as far as the data goes.
  func inflate(
    into buffer: UnsafeMutableRawBufferPointer,
    reading read: (UnsafeMutableRawBufferPointer) throws(ImportError) -> Int
  ) throws(ImportError) -> Int {
    guard !isFinished else { return 0 }
    stream.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.avail_out = UInt32(buffer.count)
    while stream.avail_out > 0 && !isFinished {
      if stream.avail_in == 0 {
        let count = try read(input)
        stream.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.avail_in = UInt32(count)
        if count == 0 {
          isFinished = true
          // Between members the end is the end; within one, something is missing.
          isDamaged = !isAtMemberEnd
          break
        }
      }
      if isAtMemberEnd {
        // Padding and other matter after the last member is not an error; gzip ignores it too.
        guard stream.next_in[0] == 0x1F else {
          isFinished = true
          break
        }
        inflateReset(&stream)
        isAtMemberEnd = false
      }
      switch CZlib.inflate(&stream, Z_NO_FLUSH) {
      case Z_OK, Z_BUF_ERROR: break
      case Z_STREAM_END: isAtMemberEnd = true
      default:
        isDamaged = true
        isFinished = true
      }
    }
    let count = buffer.count - Int(stream.avail_out)
    producedCount += count
    return count
  }
}

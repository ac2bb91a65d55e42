internal import Glibc

/// Memory that is zero at first. Large blocks come from the system page by page as they are touched, so that a buffer of
/// which a run reads a part costs no more than that part.
enum ZeroPages {
  /// From this size on blocks are mapped, in bytes.
  private static let mapped = 1 << 17

  /// Memory of a size, aligned to 256 bytes.
  static func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
    if bytes >= mapped,
      let pages = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0),
      pages != MAP_FAILED
    {
      return pages
    }
    precondition(bytes < mapped, "no memory for \(bytes) bytes")
    let count = max(bytes, 16)
    let result = UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 256)
    result.initializeMemory(as: UInt8.self, repeating: 0, count: count)
    return result
  }

  /// Frees memory of a size that `allocate` has given.
  static func free(_ start: UnsafeMutableRawPointer, _ bytes: Int) {
    if bytes >= mapped { munmap(start, bytes) } else { start.deallocate() }
  }

  /// Values that are all zero bits.
  static func array<T: BitwiseCopyable>(_ type: T.Type, _ count: Int) -> UnsafeMutablePointer<T> {
    allocate(count * MemoryLayout<T>.stride).bindMemory(to: type, capacity: count)
  }

  /// Frees what `array` has given.
  static func free<T: BitwiseCopyable>(array: UnsafeMutablePointer<T>, _ count: Int) {
    free(UnsafeMutableRawPointer(array), count * MemoryLayout<T>.stride)
  }
}

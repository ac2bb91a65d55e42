/// The global memory of a device: buffers at addresses that lie far apart, so that an access beyond one meets no other.
public struct DeviceMemory: ~Copyable {
  /// Addresses are looked up by pages of 2 MiB; every buffer has its own.
  static let pageShift: UInt64 = 21

  /// The buffers; freed ones have no bytes.
  private(set) var buffers: UnsafeMutablePointer<MemoryBuffer>
  /// How many there are.
  private(set) var bufferCount = 0
  private var bufferCapacity = 16
  /// The buffer of each page, or -1.
  private(set) var pages: UnsafeMutablePointer<Int32>
  /// How many pages are known.
  private(set) var pageCount = 0
  private var pageCapacity = 64
  /// Where the variables of modules lie, by file and name.
  var variables: [String: UInt64] = [:]

  /// Memory without buffers.
  public init() {
    buffers = .allocate(capacity: bufferCapacity)
    pages = .allocate(capacity: pageCapacity)
  }

  deinit {
    for index in 0..<bufferCount {
      release(index)
    }
    buffers.deallocate()
    pages.deallocate()
  }

  /// Allocates a buffer.
  ///
  /// - Parameters:
  ///   - bytes: Its size; at least 0.
  ///   - contents: What it holds at first, from its start; the rest is zero. Without contents reads are reported that
  ///     come before a write.
  /// - Returns: Its address, a multiple of 2 MiB.
  public mutating func allocate(bytes: Int, contents: [UInt8]?) -> UInt64 {
    allocate(bytes: bytes, contents: contents, isReadOnly: false)
  }

  /// Allocates a buffer that kernels may be forbidden to write.
  mutating func allocate(bytes: Int, contents: [UInt8]?, isReadOnly: Bool) -> UInt64 {
    precondition(bytes >= 0, "a buffer has no negative size")
    let pageBytes = 1 << Int(Self.pageShift)
    let count = max(1, (bytes + pageBytes - 1) / pageBytes)
    let first = pageCount
    reservePages(first + count + 1)
    for page in first..<first + count { pages[page] = Int32(bufferCount) }
    pages[first + count] = -1
    pageCount = first + count + 1
    let host = ZeroPages.allocate(bytes)
    if let contents {
      contents.withUnsafeBytes {
        host.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(host), byteCount: min(bytes, $0.count))
      }
    }
    let shadow = contents == nil ? ZeroPages.allocate(bytes) : nil
    if bufferCount == bufferCapacity {
      let larger = UnsafeMutablePointer<MemoryBuffer>.allocate(capacity: bufferCapacity * 2)
      larger.moveInitialize(from: buffers, count: bufferCount)
      buffers.deallocate()
      buffers = larger
      bufferCapacity *= 2
    }
    let address = AddressWindow.global + UInt64(first) << Self.pageShift
    (buffers + bufferCount).initialize(
      to: MemoryBuffer(address: address, byteCount: bytes, host: host, shadow: shadow, isReadOnly: isReadOnly))
    bufferCount += 1
    return address
  }

  private mutating func reservePages(_ count: Int) {
    guard count > pageCapacity else { return }
    let capacity = max(count, pageCapacity * 2)
    let larger = UnsafeMutablePointer<Int32>.allocate(capacity: capacity)
    larger.moveInitialize(from: pages, count: pageCount)
    pages.deallocate()
    pages = larger
    pageCapacity = capacity
  }

  /// Frees the buffer at an address; later accesses to it are out of bounds.
  public mutating func free(_ address: UInt64) {
    guard let index = bufferIndex(address), buffers[index].address == address else { return }
    release(index)
    buffers[index].host = ZeroPages.allocate(0)
    buffers[index].shadow = nil
    buffers[index].byteCount = 0
  }

  private func release(_ index: Int) {
    ZeroPages.free(buffers[index].host, buffers[index].byteCount)
    if let shadow = buffers[index].shadow { ZeroPages.free(shadow, buffers[index].byteCount) }
  }

  /// The buffer of an address.
  func bufferIndex(_ address: UInt64) -> Int? {
    let page = (address &- AddressWindow.global) >> Self.pageShift
    guard address >= AddressWindow.global, page < UInt64(pageCount), pages[Int(page)] >= 0 else { return nil }
    return Int(pages[Int(page)])
  }

  /// The place of bytes that lie within one buffer.
  func host(_ address: UInt64, bytes: Int) -> UnsafeMutableRawPointer? {
    guard let index = bufferIndex(address) else { return nil }
    let buffer = buffers[index]
    let offset = Int(address - buffer.address)
    return bytes >= 0 && offset + bytes <= buffer.byteCount ? buffer.host + offset : nil
  }

  /// The bytes at an address; `nil` where not all of them lie within one buffer.
  public func read(_ address: UInt64, count: Int) -> [UInt8]? {
    guard let host = host(address, bytes: count) else { return nil }
    return Array(UnsafeRawBufferPointer(start: host, count: count))
  }

  /// Writes bytes at an address.
  ///
  /// - Returns: Whether all of them lie within one buffer; otherwise nothing is written.
  @discardableResult
  public mutating func write(_ bytes: [UInt8], to address: UInt64) -> Bool {
    guard let host = host(address, bytes: bytes.count), let index = bufferIndex(address) else { return false }
    bytes.withUnsafeBytes { source in
      if let base = source.baseAddress { host.copyMemory(from: base, byteCount: source.count) }
    }
    if let shadow = buffers[index].shadow {
      let offset = Int(address - buffers[index].address)
      (shadow + offset).initializeMemory(as: UInt8.self, repeating: 1, count: bytes.count)
    }
    return true
  }
}

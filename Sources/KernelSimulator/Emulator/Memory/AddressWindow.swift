/// Where the spaces lie in the generic address space.
///
/// Bits 63 to 40 of a generic address say which space it belongs to. Within the shared window bits 31 to 24 are 0 for
/// the own CTA, or one more than the rank of a CTA of the cluster.
enum AddressWindow {
  /// The first address of global memory; what lies below is never mapped, so that null pointers are caught.
  static let global: UInt64 = 0x10_0000_0000
  /// Generic addresses of shared memory.
  static let shared: UInt64 = 1 << 40
  /// Generic addresses of the thread's own memory.
  static let local: UInt64 = 2 << 40
  /// Addresses of functions; nothing can be read there.
  static let code: UInt64 = 3 << 40
  /// The distance of functions.
  static let codeStride: UInt64 = 16

  /// The bits of a shared address that say which CTA.
  static let rankShift: UInt64 = 24
}

/// Where an address of an instruction points to.
enum MemorySpace: UInt8, Sendable {
  case generic
  case global
  case shared
  case local
}

extension MemorySpace {
  /// Where an address points to: what is declared, or for a generic address the window that it lies in.
  @inline(__always)
  init(_ declared: MemorySpace, address: UInt64) {
    self = declared
    guard declared == .generic else { return }
    self = address >> 40 == AddressWindow.shared >> 40 ? .shared : address >> 40 == 0 ? .global : .local
  }
}

/// The access of a load, a store or an atomic: what does not fit into a micro-operation.
struct MemoryAccess: Sendable {
  /// Where the address points to.
  var space: MemorySpace
  /// The bytes of an element.
  var elementBytes: Int
  /// The elements of a vector.
  var count: Int
  /// Whether a loaded element is extended by its sign.
  var isSigned: Bool
  /// Whether the address register has 64 bits.
  var isWideAddress: Bool
  /// What is added to the address.
  var offset: Int64
  /// The first of its values in the program's values.
  var firstValue: Int
  /// Whether it orders other accesses, or is itself ordered: volatile, relaxed, acquire or release.
  var isOrdered = false

  /// All its bytes.
  var bytes: Int { elementBytes * count }
}

/// A register that a vector access reads or writes.
struct AccessValue: Sendable {
  /// The slot; `Int32.min` for an element that is dropped.
  var slot: Int32
  /// The bits of a value in the slot: 32, 64 or 128.
  var bits: Int32

  /// The slot of an element that is dropped.
  static let dropped = AccessValue(slot: .min, bits: 32)
}

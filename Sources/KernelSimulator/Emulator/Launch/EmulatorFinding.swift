/// Something that a kernel must not do, and did.
public struct EmulatorFinding: Sendable, Hashable {
  /// What it did.
  public enum Kind: UInt8, Sendable, Hashable, CaseIterable {
    /// An access outside of every buffer.
    case outOfBounds
    /// A write to memory that may only be read.
    case readOnly
    /// An address that is no multiple of the bytes that are accessed.
    case misaligned
    /// A read of memory that nothing has written.
    case uninitialized
    /// A read of a register that nothing has written.
    case uninitializedRegister
    /// A barrier that not all threads of the CTA reach.
    case barrier
    /// Accesses of two warps to the same shared memory without a barrier between them.
    case race
  }

  /// What it did.
  public var kind: Kind
  /// The kernel.
  public var kernel: String
  /// The place of the CTA in the grid.
  public var cta: Launch.Extent
  /// The place of the thread in the CTA.
  public var thread: Launch.Extent
  /// The line of the PTX file.
  public var line: Int
  /// The address, where there is one: in its space.
  public var address: UInt64?
  /// What else there is to say.
  public var detail: String
}

extension EmulatorFinding: CustomStringConvertible {
  /// One line.
  public var description: String {
    let place = "\(kernel), CTA \(cta), thread \(thread), line \(line)"
    let at = address.map { " at 0x" + String($0, radix: 16) } ?? ""
    return "\(place): \(detail)\(at)"
  }
}

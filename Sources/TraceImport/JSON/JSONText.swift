/// A text or another token within a scanner's window: where it begins, how long it is, and whether it holds escapes.
/// Eight bytes, since events are handed on in numbers; a window is never as large as 2 GiB.
struct JSONText: BitwiseCopyable {
  private var storedStart: UInt32 = 0
  private var storedCount: UInt32 = 0

  private static let escapes: UInt32 = 1 << 31

  init() {}

  init(start: Int, count: Int, hasEscapes: Bool = false) {
    storedStart = UInt32(truncatingIfNeeded: start)
    storedCount = UInt32(truncatingIfNeeded: count) | (hasEscapes ? Self.escapes : 0)
  }

  var start: Int { Int(storedStart) }
  var count: Int { Int(storedCount & ~Self.escapes) }
  var hasEscapes: Bool { storedCount & Self.escapes != 0 }
}

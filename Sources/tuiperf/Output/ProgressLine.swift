import Glibc
import Synchronization

/// A line on standard error that says how far long work is; silent where standard error is no terminal.
final class ProgressLine: Sendable {
  private let title: String
  private let isVisible = Console.errorIsTerminal
  private let shown = Atomic<Bool>(false)

  init(_ title: String) {
    self.title = title
  }

  /// Shows how much is done.
  ///
  /// - Returns: whether to go on; `false` once the user has interrupted.
  func update(done: Int64, of total: Int64) -> Bool {
    if isVisible && total > 0 {
      Console.write("\r\u{1B}[K\(title) \(min(100, done * 100 / total)) %", to: STDERR_FILENO)
      shown.store(true, ordering: .relaxed)
    }
    return !Interrupt.isRequested
  }

  /// Takes the line away.
  func finish() {
    if shown.exchange(false, ordering: .relaxed) { Console.write("\r\u{1B}[K", to: STDERR_FILENO) }
  }
}

import Glibc
import Synchronization

/// Ctrl-C during long work: the work is asked to stop and cleans up after itself.
enum Interrupt {
  private static let requested = Atomic<Bool>(false)

  /// Whether the user has asked to stop.
  static var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// Lets SIGINT, SIGTERM and SIGHUP ask the work to stop while `body` runs; afterwards they end the program again.
  static func watching<Result>(_ body: () throws -> Result) rethrows -> Result {
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number) { _ in Interrupt.request() } }
    defer { for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) } }
    return try body()
  }

  private static func request() {
    requested.store(true, ordering: .relaxed)
  }
}

import Glibc

/// A process that a measurement starts.
struct ChildProcess {
  private let id: pid_t

  /// Starts a program with its output discarded or sent to a file or terminal.
  ///
  /// - Parameter terminal: the path of a terminal that becomes its own; its output goes there.
  init(_ program: String, _ arguments: [String], output: String, terminal: String? = nil) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, terminal ?? "/dev/null", O_RDWR, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, terminal ?? output, O_RDWR, 0)
    if terminal != nil { posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, output, O_WRONLY, 0) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // 0x80 is POSIX_SPAWN_SETSID, which Glibc's module leaves out.
    if terminal != nil { posix_spawnattr_setflags(&attributes, 0x80) }
    let texts = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for text in texts { free(text) } }
    var id = pid_t()
    let result = posix_spawn(&id, program, &actions, &attributes, texts, environ)
    guard result == 0 else { throw Failure(.inputOutput, "cannot start \(program): \(Console.describe(result))") }
    self.id = id
  }

  /// Waits for its end.
  ///
  /// - Returns: its status as `wait` gives it, and the most memory that it took, in bytes.
  func wait() -> (status: Int32, peakBytes: Int64) {
    var status: Int32 = 0
    var usage = rusage()
    while wait4(id, &status, 0, &usage) < 0 && errno == EINTR {}
    return (status, Int64(usage.ru_maxrss) * 1024)
  }

  /// Whether it has ended; it must still be waited for.
  var hasEnded: Bool {
    var information = siginfo_t()
    return waitid(P_PID, id_t(id), &information, WEXITED | WNOHANG | WNOWAIT) != 0 || information.si_signo != 0
  }

  /// A monotonic clock in nanoseconds, the same in all processes.
  static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}

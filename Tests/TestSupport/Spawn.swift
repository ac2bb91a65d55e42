import Foundation

/// Starts the program under test, with every signal as a shell would leave it: the test runner blocks most of them.
enum Spawn {
  /// The program, beside the tests' own executable.
  static let program: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("tuiperf").path
  }()

  /// The environment of the program: small, so that the user's own settings change nothing.
  static func environment(_ changes: [String: String]) -> [String: String] {
    var variables = [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": "/nonexistent",
      "SWIFT_BACKTRACE": "enable=no",
    ]
    for name in ["TMPDIR", "LLVM_PROFILE_FILE", "LD_LIBRARY_PATH"] {
      if let value = ProcessInfo.processInfo.environment[name] { variables[name] = value }
    }
    return variables.merging(changes) { $1 }
  }

  /// Starts a program and returns its process id.
  ///
  /// - Parameter files: what its descriptors 0, 1 and 2 are opened on: a path with flags, or a descriptor of ours.
  static func start(
    _ arguments: [String], environment: [String: String], files: [File], ownSession: Bool, program: String = program
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, file) in files.enumerated() {
      switch file {
      case .path(let path, let flags): posix_spawn_file_actions_addopen(&actions, Int32(number), path, flags, 0o644)
      case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
      }
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigdefault(&attributes, &all)
    // 0x80 is POSIX_SPAWN_SETSID, which Glibc's module leaves out.
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (ownSession ? 0x80 : 0)
    posix_spawnattr_setflags(&attributes, Int16(flags))
    let argv = ([program] + arguments).map { strdup($0) } + [nil]
    let envp = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var process = pid_t()
    let result = posix_spawn(&process, program, &actions, &attributes, argv, envp)
    guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: result) ?? .EIO) }
    return process
  }

  /// A file to open for the program.
  enum File {
    case path(String, Int32)
    case descriptor(Int32)
  }

  /// Waits for a process.
  ///
  /// - Returns: its exit code, or 128 and the signal that ended it, as shells count.
  static func wait(_ process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}

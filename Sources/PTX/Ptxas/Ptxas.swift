import Glibc

/// NVIDIA's assembler, where the user has it: what it says of registers is exact.
public struct Ptxas: Sendable, Hashable {
  /// The program.
  public let path: String

  /// The program at a path.
  public init(path: String) {
    self.path = path
  }

  /// The `ptxas` of the folders in `PATH`; `nil` where there is none.
  public static func onPath() -> Ptxas? {
    guard let list = getenv("PATH") else { return nil }
    for folder in String(cString: list).split(separator: ":") {
      let path = String(folder) + "/ptxas"
      if access(path, X_OK) == 0 { return Ptxas(path: path) }
    }
    return nil
  }

  /// What the kernels of a file need, by name.
  ///
  /// - Parameters:
  ///   - file: the path of a PTX file.
  ///   - target: what to assemble it for, such as `sm_90a`.
  public func resources(of file: String, target: String) throws(PtxasError) -> [String: PtxasResources] {
    // A path must not look like an option.
    let input = file.hasPrefix("-") ? "./" + file : file
    let (report, status) = try run(["-v", "-arch=\(target)", input, "-o", "/dev/null"])
    guard status == 0 else {
      let lines = report.split(whereSeparator: \.isNewline)
      let line = lines.first { $0.contains("fatal") || $0.contains("error") } ?? lines.first ?? "status \(status)"
      throw .refused(path: path, line: String(line))
    }
    return PtxasResources.parse(report)
  }

  /// Runs the program; what it writes, and its status as `waitpid` gives it.
  private func run(_ arguments: [String]) throws(PtxasError) -> (report: String, status: Int32) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw failure(errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
    let texts = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for text in texts { free(text) } }
    var process = pid_t()
    var result = posix_spawn(&process, path, &actions, nil, texts, environ)
    // A program that was just installed may still be open for writing in a child of whoever wrote it, for a moment.
    for _ in 0..<100 where result == ETXTBSY {
      usleep(10_000)
      result = posix_spawn(&process, path, &actions, nil, texts, environ)
    }
    close(ends[1])
    guard result == 0 else { throw failure(result) }
    let report = Self.readAll(ends[0])
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return (report, status)
  }

  private func failure(_ code: Int32) -> PtxasError {
    .cannotStart(path: path, reason: String(cString: strerror(code)))
  }

  private static func readAll(_ descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

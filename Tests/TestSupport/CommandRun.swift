import Foundation

/// One run of the program without a terminal: what it printed and how it ended.
public struct CommandRun {
  /// What it wrote to standard output.
  public let output: String
  /// What it wrote to standard error.
  public let error: String
  /// Its exit code.
  public let code: Int32

  /// Runs the program to its end.
  public init(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws {
    try self.init(program: Spawn.program, arguments, environment: environment)
  }

  /// Runs a line of shell in a folder, where `tuiperf` is the program under test.
  public init(shell line: String, in folder: TemporaryFolder) throws {
    let programs = URL(fileURLWithPath: Spawn.program).deletingLastPathComponent().path
    try self.init(
      program: "/bin/sh", ["-c", "cd '\(folder.path)' && \(line)"],
      environment: ["PATH": programs + ":/usr/local/bin:/usr/bin:/bin"])
  }

  private init(program: String, _ arguments: [String], environment: [String: String]) throws {
    let folder = TemporaryFolder()
    let output = folder.path("output")
    let error = folder.path("error")
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    let process = try Spawn.start(
      arguments, environment: Spawn.environment(environment),
      files: [.path("/dev/null", O_RDONLY), .path(output, flags), .path(error, flags)], ownSession: false,
      program: program)
    code = Spawn.wait(process)
    self.output = String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self)
    self.error = String(decoding: FileManager.default.contents(atPath: error) ?? Data(), as: UTF8.self)
    withExtendedLifetime(folder) {}
  }
}

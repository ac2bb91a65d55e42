import Glibc

/// Writes a finding to a file all at once: a temporary file beside it, then a rename.
enum OutputFile {
  static func write(_ text: String, to path: String) throws {
    let temporary = "\(path).\(getpid()).part"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw Failure(.cannotCreate, "cannot create \(path): \(Console.describe(errno))")
    }
    var problem = Console.write(text, to: descriptor)
    if problem == 0, fsync(descriptor) != 0, errno != EINVAL { problem = errno }
    close(descriptor)
    if problem == 0, rename(temporary, path) != 0 { problem = errno }
    guard problem == 0 else {
      unlink(temporary)
      throw Failure(.inputOutput, "cannot write \(path): \(Console.describe(problem))")
    }
  }
}

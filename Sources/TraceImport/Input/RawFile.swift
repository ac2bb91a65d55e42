import Glibc

/// Files as the operating system gives them.
enum RawFile {
  /// Opens a regular file or a pipe for reading.
  static func open(_ path: String) throws(ImportError) -> Int32 {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { throw .notFound(path: path) }
      throw .notReadable(path: path, reason: String(cString: strerror(errno)))
    }
    var information = stat()
    if fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw .notReadable(path: path, reason: "is a directory")
    }
    return descriptor
  }

  /// The size of an open file in bytes; 0 where it has none.
  static func size(_ descriptor: Int32) -> Int64 {
    var information = stat()
    return fstat(descriptor, &information) == 0 ? Int64(information.st_size) : 0
  }
}

import Glibc
import Synchronization

/// Messages from worker threads to the loop that waits for the terminal: a queue, and a pipe whose reading end `poll`
/// can wait for together with the keyboard.
public final class Mailbox<Message: Sendable>: Sendable {
  private let queue = Mutex<[Message]>([])
  /// The end of the pipe that becomes readable when a message comes.
  public let descriptor: Int32
  private let writeDescriptor: Int32

  /// An empty mailbox.
  public init() {
    var ends: [Int32] = [-1, -1]
    let result = pipe(&ends)
    precondition(result == 0, "no file descriptor is left for a pipe")
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    descriptor = ends[0]
    writeDescriptor = ends[1]
  }

  deinit {
    close(descriptor)
    close(writeDescriptor)
  }

  /// Leaves a message; any thread may.
  public func post(_ message: Message) {
    queue.withLock { $0.append(message) }
    // A full pipe already wakes the loop.
    var byte: UInt8 = 0
    _ = write(writeDescriptor, &byte, 1)
  }

  /// Takes all messages.
  public func drain() -> [Message] {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(descriptor, &bytes, bytes.count) > 0 {}
    return queue.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }
}

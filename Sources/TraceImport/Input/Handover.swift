import Dispatch
import Synchronization

/// A bounded queue from one thread to another, which keeps the first from running far ahead.
final class Handover<Element: Sendable>: Sendable {
  private let queue = Mutex<[Element]>([])
  private let free = DispatchSemaphore(value: 0)
  private let filled = DispatchSemaphore(value: 0)

  /// - Parameter capacity: how many elements wait at most.
  init(capacity: Int) {
    for _ in 0..<capacity { free.signal() }
  }

  /// Adds an element, and waits for room where there is none.
  func send(_ element: Element) {
    free.wait()
    queue.withLock { $0.append(element) }
    filled.signal()
  }

  /// Takes the oldest element, and waits for one where there is none.
  func receive() -> Element {
    filled.wait()
    let element = queue.withLock { $0.removeFirst() }
    free.signal()
    return element
  }
}

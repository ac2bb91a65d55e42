import Glibc

/// Runs parts of a grid on several cores: each a row of neighbouring clusters, so that their results can be put in order.
enum ParallelRun {
  /// One core's part.
  private final class Part: @unchecked Sendable {
    // Touched by one thread at a time: the one that runs it, and after that has been joined the one that made it.
    var executor: Executor?
    let clusters: Range<Int>
    var outcome: ExecutorOutcome?

    init(_ executor: consuming Executor, _ clusters: Range<Int>) {
      self.executor = consume executor
      self.clusters = clusters
    }

    func run() {
      guard var executor = executor.take() else { return }
      executor.run(clusters: clusters)
      outcome = ExecutorOutcome(&executor)
    }
  }

  /// Runs all clusters.
  static func run(
    program: Program, launch: Launch, options: EmulatorOptions, memory: borrowing DeviceMemory, constants: [UInt8],
    count: Int, cores: Int
  ) -> [ExecutorOutcome] {
    var parts: [Part] = []
    for core in 0..<cores {
      let executor = Executor(
        program: program, launch: launch, options: options, memory: memory, constants: constants)
      parts.append(Part(executor, count * core / cores..<count * (core + 1) / cores))
    }
    var threads: [pthread_t] = []
    for part in parts.dropFirst() {
      var thread = pthread_t()
      let pointer = Unmanaged.passRetained(part).toOpaque()
      let status = pthread_create(
        &thread, nil,
        { pointer in
          guard let pointer else { return nil }
          Unmanaged<Part>.fromOpaque(pointer).takeRetainedValue().run()
          return nil
        }, pointer)
      if status == 0 {
        threads.append(thread)
      } else {
        Unmanaged<Part>.fromOpaque(pointer).takeRetainedValue().run()
      }
    }
    parts.first?.run()
    for thread in threads { pthread_join(thread, nil) }
    return parts.compactMap(\.outcome)
  }
}

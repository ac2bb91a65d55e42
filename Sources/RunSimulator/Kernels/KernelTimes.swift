import Dispatch
import GPU
import KernelLibrary
import KernelSimulator
import Synchronization

/// The kernel times of scenarios, simulated.
public enum KernelTimes {
  /// The numbers of SMs at which kernels are timed: all, those that communication leaves, and fewer to interpolate to.
  static func multiprocessors(_ run: ModelRun) -> [Int] {
    let all = run.parameters.device.multiprocessors.value
    return [all, all - run.communicationSMs, all / 2].filter { $0 > 0 }
  }

  /// The times of kernels that scenarios need and a table does not have, simulated on all cores.
  ///
  /// A scenario that contradicts itself needs none.
  /// - Parameters:
  ///   - known: kernels whose times are not simulated again.
  ///   - report: told how many of all kernels are done; any thread may call it. `false` ends the work early.
  /// - Returns: the new times alone.
  /// - Throws: `KernelTimingError` where a kernel cannot be timed, `CancellationError` where `report` ended it.
  public static func missing(
    of scenarios: [Scenario], from known: KernelTimeTable = KernelTimeTable(),
    report: @escaping @Sendable (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> KernelTimeTable {
    var jobs: [Job] = []
    var planned: Set<String> = []
    for scenario in scenarios where (try? scenario.check()) != nil {
      guard let tokens = scenario.tokensPerMicroBatch else { continue }
      let run = scenario.modelRun
      for key in run.kernelKeys(tokens: tokens) where known.time(key, sms: run.multiprocessors) == nil {
        for sms in Set(multiprocessors(run)).sorted() where planned.insert("\(key)@\(sms)").inserted {
          jobs.append(Job(key: key, sms: sms, parameters: run.parameters))
        }
      }
    }
    let work = jobs
    let results = Mutex([Result<Int64, any Error>?](repeating: nil, count: work.count))
    let done = Mutex(0)
    let isEnded = Mutex(false)
    DispatchQueue.concurrentPerform(iterations: work.count) { index in
      guard !isEnded.withLock({ $0 }) else { return }
      let job = work[index]
      let result = Result<Int64, any Error> {
        try KernelTimeTable.simulated(job.key, sms: job.sms, job.parameters)
      }
      results.withLock { $0[index] = result }
      let count = done.withLock { count in
        count += 1
        return count
      }
      if !report(count, work.count) { isEnded.withLock { $0 = true } }
    }
    var table = KernelTimeTable()
    for (job, result) in zip(work, results.withLock { $0 }) {
      guard let result else { throw CancellationError() }
      table.set(job.key, sms: job.sms, try result.get())
    }
    return table
  }

  private struct Job: Sendable {
    let key: String
    let sms: Int
    let parameters: KernelTimingParameters
  }

  /// What kernel times depend on beside the shape: the bundled kernels, and the bundled times, which are made again when
  /// the timer changes. Times that another build kept are good where this is the same.
  public static var fingerprint: String {
    // FNV-1a, 64 bits.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func take(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    KernelTimeTable.bundledText.utf8.forEach(take)
    for kernel in KernelLibrary.all { kernel.bytes.forEach(take) }
    return String(hash, radix: 16)
  }
}

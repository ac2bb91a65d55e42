import Dispatch
import GPU
import KernelSimulator
import Synchronization

/// The kernel times of scenarios, simulated.
public enum KernelTimes {
  /// The numbers of SMs at which kernels are timed: all, those that communication leaves, and fewer to interpolate to.
  static func multiprocessors(_ run: ModelRun) -> [Int] {
    let all = run.parameters.device.multiprocessors.value
    return [all, all - run.communicationSMs, all / 2].filter { $0 > 0 }
  }

  /// The table of a scenario's kernels as text.
  ///
  /// - Parameter known: kernels whose times are not simulated again and not in the text.
  /// - Throws: `KernelTimingError` where a kernel cannot be timed.
  public static func text(_ scenario: Scenario, known: KernelTimeTable = KernelTimeTable()) throws -> String {
    guard let tokens = scenario.tokensPerMicroBatch else { return "" }
    let run = scenario.modelRun
    let keys = run.kernelKeys(tokens: tokens).filter { known.time($0, sms: run.multiprocessors) == nil }
    let jobs = keys.flatMap { key in Set(multiprocessors(run)).sorted().map { (key: key, sms: $0) } }
    let results = Mutex([Result<Int64, any Error>?](repeating: nil, count: jobs.count))
    DispatchQueue.concurrentPerform(iterations: jobs.count) { index in
      let result = Result<Int64, any Error> {
        try KernelTimeTable.simulated(jobs[index].key, sms: jobs[index].sms, run.parameters)
      }
      results.withLock { $0[index] = result }
    }
    var table = KernelTimeTable()
    for (job, result) in zip(jobs, results.withLock { $0 }) {
      if let time = try result?.get() { table.set(job.key, sms: job.sms, time) }
    }
    return table.text
  }
}

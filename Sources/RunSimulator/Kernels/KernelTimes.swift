import GPU
import KernelSimulator

/// The kernel times of scenarios, simulated.
public enum KernelTimes {
  /// The numbers of SMs at which kernels are timed: all, those that communication leaves, and fewer to interpolate to.
  static func multiprocessors(_ run: ModelRun) -> [Int] {
    let all = run.parameters.device.multiprocessors.value
    return [all, all - run.communicationSMs, all / 2].filter { $0 > 0 }
  }

  /// The table of a scenario's kernels as text.
  ///
  /// - Throws: `KernelTimingError` where a kernel cannot be timed.
  public static func text(_ scenario: Scenario) throws -> String {
    guard let tokens = scenario.tokensPerMicroBatch else { return "" }
    var table = KernelTimeTable()
    for key in scenario.modelRun.kernelKeys(tokens: tokens) {
      for sms in Set(multiprocessors(scenario.modelRun)).sorted() {
        try table.simulate(key, sms: sms, scenario.modelRun.parameters)
      }
    }
    return table.text
  }
}

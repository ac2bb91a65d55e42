import Analysis
import GPU
import Terminal
import Trace

/// What a worker finds out about a whole trace while the explorer already shows it.
struct Findings: Sendable {
  let tables: @Sendable () throws -> TraceTables
  let options: Summary.Options

  /// Computes everything and posts it, each part as soon as it is there.
  func post(to mailbox: Mailbox<Action>) {
    let trace: TraceTables
    do {
      trace = try tables()
    } catch {
      mailbox.post(.failed("\(error)"))
      return
    }
    let summary = Summary(of: trace, options: options)
    let roles = RoleTable(spans: trace.spans, names: trace.names, patterns: options.patterns)
    mailbox.post(.summaryLoaded(summary, roles))
    mailbox.post(.pipelineLoaded(PipelineModel(trace).map { .ready($0) } ?? .absent("this trace holds no pipeline")))
    mailbox.post(
      .warpsLoaded(WarpChart(trace).map { .ready($0) } ?? .absent("this trace holds no warps of a simulated kernel")))
    mailbox.post(.allocationLoaded(allocation(of: trace, device: summary.device)))
  }

  private func allocation(of trace: TraceTables, device: Int) -> Loading<SMAllocation> {
    guard let gpu = options.gpu(of: trace.info, device: device) else {
      return .absent("the trace names no known device; --device h800-sxm assumes one")
    }
    let work = GPUWork(in: trace, device: device, patterns: options.patterns)
    guard let allocation = SMAllocation(of: trace, work: work, gpu: gpu) else {
      return .absent("no kernel of this trace has a launch shape, so nothing can be said of its SMs")
    }
    return .ready(allocation)
  }
}

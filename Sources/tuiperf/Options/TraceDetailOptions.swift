import ArgumentParser
import RunSimulator

/// What of a simulated step is written kernel by kernel and CTA by CTA.
struct TraceDetailOptions: ParsableArguments {
  @Flag(
    help:
      "Write kernels into the trace: those of --ranks, --micro-batches, --chunks and --from --to, any of which implies it."
  )
  var kernels = false

  @Option(help: ArgumentHelp("The ranks, such as 0,15 or 0..3; rank 0 where not given.", valueName: "ranks"))
  var ranks: String?

  @Option(
    help: ArgumentHelp(
      "Chunks that work on these micro-batches, such as 4 or 0..2; all where not given.", valueName: "range"))
  var microBatches: String?

  @Option(
    help: ArgumentHelp("Chunks at these places of their rank's order, from 0, such as 40.", valueName: "range"))
  var chunks: String?

  @Option(help: ArgumentHelp("Chunks that start at this time of the step or later, such as 1.2s.", valueName: "time"))
  var from: String?

  @Option(help: ArgumentHelp("Chunks that start before this time of the step.", valueName: "time"))
  var to: String?

  @Option(
    help: ArgumentHelp(
      "Write the SMs as well: what each holds of the kernels that start within this time of the step, such as "
        + "1.2s..1.21s, or of the excerpt.", valueName: "from..to"))
  var ctas: String?

  @Flag(help: "Write only these kernels, without the pipeline around them; time begins with the first.")
  var excerpt = false

  /// What is asked for; `nil` for the chunks alone.
  func detail() throws -> TraceDetail? {
    let isChosen = [ranks, microBatches, chunks, from, to, ctas].contains { $0 != nil }
    guard kernels || excerpt || isChosen else { return nil }
    var times: Range<Int64>?
    if from != nil || to != nil {
      let first = try from.map { try TimeOption.nanoseconds($0, "--from") } ?? 0
      let last = try to.map { try TimeOption.nanoseconds($0, "--to") } ?? .max
      guard first < last else { throw Failure(.usage, "--from must lie before --to") }
      times = first..<last
    }
    return TraceDetail(
      ranks: try ranks.map { try Self.numbers($0, "--ranks") } ?? [0],
      microBatches: try microBatches.map { try Self.range($0, "--micro-batches") },
      places: try chunks.map { try Self.range($0, "--chunks") }, times: times,
      ctas: try ctas.map { try TimeOption.range($0, "--ctas") }, isExcerpt: excerpt)
  }

  /// `0,15` or `0..3,8`.
  private static func numbers(_ text: String, _ option: String) throws -> [Int] {
    try text.split(separator: ",", omittingEmptySubsequences: false).flatMap { Array(try range(String($0), option)) }
  }

  /// `4` or `0..2`, both ends included.
  private static func range(_ text: String, _ option: String) throws -> ClosedRange<Int> {
    let dots = text.range(of: "..")
    let first = dots.map { String(text[..<$0.lowerBound]) } ?? text
    let last = dots.map { String(text[$0.upperBound...]) } ?? text
    guard let from = Int(first), let to = Int(last), from >= 0, from <= to, to <= 1_000_000 else {
      throw Failure(.usage, "\(option) '\(text)': write numbers such as 0, 0,15 or 0..2")
    }
    return from...to
  }
}

import Analysis
import ArgumentParser
import Glibc

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure this program: medians, and ratios to a reference in the same run.",
    discussion: """
      With a Kineto trace it measures summary, import and the explorer on it, beside python3's json.load of the same \
      file. Every case is a process of its own; cases take turns, so that a busy machine slows all of them. Parsing and \
      simulation are measured within this process, as work a second. Use a release build.
      """, subcommands: [BenchRun.self, BenchExplore.self], defaultSubcommand: BenchRun.self)
}

struct BenchRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Measure all cases.", shouldDisplay: false)

  @Option(help: ArgumentHelp("A Kineto or Chrome JSON trace to measure with.", valueName: "file"))
  var trace: String?

  @Option(help: "How often each case runs.")
  var runs = 5

  @OptionGroup var output: OutputOptions

  func run() throws {
    guard runs > 0 else { throw Failure(.usage, "--runs must be at least 1") }
    if let trace, access(trace, R_OK) != 0 { throw Failure(.noInput, "\(trace): \(Console.describe(errno))") }
    let program = try Self.program()
    var cases = [BenchCase("version", program, ["--version"], target: .milliseconds(30))]
    cases.append(BenchCase("simulate_run", program, ["simulate", "run", "--format", "json"]))
    // The kernels that take longest: most instructions are counted without timing, or most are timed.
    for kernel in ["gemm_bf16_naive_cuda", "attention192_cuda"] {
      cases.append(
        BenchCase(
          "simulate_\(kernel)", program, ["simulate", "kernel", kernel, "--format", "json"],
          target: .milliseconds(2000)))
    }
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let imported = "\(folder)/tuiperf-bench-\(getpid()).tuiperf"
    let written = "\(folder)/tuiperf-bench-\(getpid())-step.tuiperf"
    defer {
      unlink(imported)
      unlink(written)
    }
    // Every kernel of one rank's step of DeepSeek-V3.
    cases.append(
      BenchCase(
        "kernel_level_trace", program,
        ["simulate", "run", "deepseek-v3-h800", "--kernels", "-o", written], target: .milliseconds(3000)))
    if let trace {
      cases.append(
        BenchCase(
          "python_json_load", "/usr/bin/env",
          ["python3", "-c", "import json, sys; json.load(open(sys.argv[1]))", trace]))
      cases.append(
        BenchCase(
          "summary", program, ["summary", trace, "--format", "json"], target: .ratio(1, 10, of: "python_json_load"),
          peakTarget: 250 << 20))
      cases.append(
        BenchCase("import", program, ["import", trace, "-o", imported], target: .ratio(1, 4, of: "python_json_load")))
    }
    for round in 1...runs {
      for index in cases.indices {
        if Console.errorIsTerminal {
          Console.write("\r\u{1B}[Kround \(round): \(cases[index].name)", to: STDERR_FILENO)
        }
        try cases[index].run()
      }
    }
    var explorer: [ExplorerTimes] = []
    if trace != nil {
      for _ in 0..<runs { explorer.append(try ExplorerTimes.measure(program: program, file: imported)) }
    }
    // Last, since a process that is started counts what this one holds as its own peak.
    var rates = try BenchRate.all(writingTo: written)
    for _ in 1...runs {
      for index in rates.indices { try rates[index].run() }
    }
    if Console.errorIsTerminal { Console.write("\r\u{1B}[K", to: STDERR_FILENO) }
    let finding = BenchFinding(cases: cases, rates: rates, explorer: explorer)
    try output.print(finding, finding.report)
  }

  private static func program() throws -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    guard length > 0 else { throw Failure(.inputOutput, "cannot find this program: \(Console.describe(errno))") }
    return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

import Glibc

/// A command that is measured as a whole process.
struct BenchCase {
  /// What its median must reach.
  enum Target {
    case none
    case milliseconds(Int64)
    case ratio(Int64, Int64, of: String)
  }

  let name: String
  let program: String
  let arguments: [String]
  let target: Target
  /// The most memory that it may take, in bytes.
  let peakTarget: Int64?
  /// The time of each run, in nanoseconds.
  private(set) var times: [Int64] = []
  /// The most memory that any run took, in bytes.
  private(set) var peakBytes: Int64 = 0

  init(
    _ name: String, _ program: String, _ arguments: [String], target: Target = .none, peakTarget: Int64? = nil
  ) {
    self.name = name
    self.program = program
    self.arguments = arguments
    self.target = target
    self.peakTarget = peakTarget
  }

  /// Runs it once.
  mutating func run() throws {
    let start = ChildProcess.now()
    let child = try ChildProcess(program, arguments, output: "/dev/null")
    let (status, peak) = child.wait()
    times.append(ChildProcess.now() - start)
    peakBytes = max(peakBytes, peak)
    guard status == 0 else { throw Failure(.inputOutput, "\(name) failed with status \(status)") }
  }

  /// The middle of the times.
  var median: Int64 { times.sorted()[times.count / 2] }
}

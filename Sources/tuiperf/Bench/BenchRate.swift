/// Work that is done again and again within this process, and how much of it a second.
struct BenchRate {
  let name: String
  /// What is counted, such as `bytes`.
  let unit: String
  /// The least that must be done in a second; `nil` where nothing is asked.
  let target: Double?
  /// Does some of the work.
  private let work: () throws -> Int
  /// How much was done in a second, run by run.
  private(set) var rates: [Double] = []

  /// - Parameter work: does some of the work and returns how much.
  init(_ name: String, unit: String, target: Double? = nil, work: @escaping () throws -> Int) {
    self.name = name
    self.unit = unit
    self.target = target
    self.work = work
  }

  /// Works for at least a fifth of a second.
  mutating func run() throws {
    let start = ChildProcess.now()
    var done = 0
    var elapsed: Int64 = 0
    repeat {
      done += try work()
      elapsed = ChildProcess.now() - start
    } while elapsed < 200_000_000
    rates.append(Double(done) * 1e9 / Double(elapsed))
  }

  /// The middle of the rates.
  var median: Double { rates.sorted()[rates.count / 2] }
}

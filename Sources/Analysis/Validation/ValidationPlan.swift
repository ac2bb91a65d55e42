import KernelSimulator
public import RunSimulator

/// The groups of published numbers that can be simulated, those of kernels and that of the training step.
public struct ValidationPlan: Sendable {
  /// A group before it is simulated.
  public struct Group: Sendable {
    /// The name by which it is asked for, such as `microbenchmarks`.
    public let name: String
    /// What it holds.
    public let title: String
    /// The device that is simulated.
    public let device: String
    /// How many numbers it has; `nil` where only simulating tells.
    public let count: Int?
    fileprivate let cases: [ValidationCase]?
  }

  /// Why a group cannot be simulated.
  public enum Problem: Error, Sendable, CustomStringConvertible {
    /// A step cannot.
    case run(RunError)
    /// A kernel cannot; the reason.
    case kernel(String)

    /// One line with the reason.
    public var description: String {
      switch self {
      case .run(let error): error.description
      case .kernel(let reason): reason
      }
    }
  }

  /// All groups, in their order.
  public static let groups: [Group] =
    KernelValidation.groups.map {
      Group(name: $0.name, title: $0.title, device: $0.device, count: $0.cases.count, cases: $0.cases)
    } + [Group(name: "runs", title: "DeepSeek-V3's training step", device: "h800-sxm", count: nil, cases: nil)]

  /// How many rows are simulated between two reports: enough to keep all cores at work.
  private static let batch = 8

  /// Simulates a group.
  ///
  /// - Parameter report: told how many rows are done, now and then.
  /// - Throws: `Problem`.
  public static func simulate(
    _ group: Group, report: (Int) -> Void = { _ in }
  ) throws(Problem) -> ValidationFinding.Group {
    var rows: [ValidationRow] = []
    if let cases = group.cases {
      for first in stride(from: 0, to: cases.count, by: batch) {
        do throws(KernelTimingError) {
          rows += try KernelValidation.rows(of: Array(cases[first..<min(cases.count, first + batch)]))
        } catch {
          throw .kernel(error.description)
        }
        report(rows.count)
      }
    } else {
      do throws(RunError) {
        rows = try RunValidation.rows()
      } catch {
        throw .run(error)
      }
    }
    return ValidationFinding.Group(name: group.name, title: group.title, device: group.device, rows: rows)
  }
}

/// Something that is simulated with and without what a claim is about.
public struct ClaimTrial: Sendable, Equatable {
  /// What is simulated.
  public enum Kind: Sendable, Equatable {
    /// A training step of the full system, and the same with other settings.
    case step(without: [String])
    /// A bundled kernel at its standard shape, and another that does the same work without.
    case kernels(with: String, without: String)
    /// The first and the last rung of the efficiency ladder.
    case ladder
  }

  /// What is done without.
  public let title: String
  /// What is simulated.
  public let kind: Kind
  /// Whether it counts in the verdict; else it is shown beside.
  public let counts: Bool

  /// A step of the full system beside one with other settings.
  static func step(_ title: String, _ settings: String..., counts: Bool = true) -> ClaimTrial {
    ClaimTrial(title: title, kind: .step(without: settings), counts: counts)
  }

  /// A kernel beside another that does the same work.
  static func kernels(_ title: String, with: String, without: String, counts: Bool = true) -> ClaimTrial {
    ClaimTrial(title: title, kind: .kernels(with: with, without: without), counts: counts)
  }

  /// The two paths of a work for which there is a kernel each.
  static func paths(_ work: String, counts: Bool = true) -> ClaimTrial {
    .kernels("\(work), CUDA path", with: "\(work)_ptx", without: "\(work)_cuda", counts: counts)
  }

  /// What simulating it gave.
  public enum Outcome: Sendable, Equatable {
    /// How long it takes with and without, in nanoseconds.
    case times(with: Int64, without: Int64)
    /// Why it cannot be simulated.
    case unavailable(String)

    /// How many times as long it takes without; `nil` where it was not simulated.
    public var gain: Double? {
      guard case .times(let with, let without) = self, with > 0 else { return nil }
      return Double(without) / Double(with)
    }
  }
}

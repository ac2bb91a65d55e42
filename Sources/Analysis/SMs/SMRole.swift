/// What an SM does at a time. Where CTAs of both kinds share it, it counts as communication: what a schedule gives to
/// communication is the scarce part.
public enum SMRole: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  /// It holds no CTA.
  case idle = 0
  /// It holds CTAs of compute kernels only.
  case compute = 1
  /// It holds a CTA of a communication kernel.
  case communication = 2
}

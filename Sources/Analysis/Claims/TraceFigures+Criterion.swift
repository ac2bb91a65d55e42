extension TraceFigures {
  /// What a trace must show for a claim.
  public enum Criterion: String, Sendable {
    /// Nearly all communication is hidden.
    case hiddenCommunication
    /// Communication holds 20 SMs, and matrix kernels the other 112.
    case dividedSMs
    /// FP8 GEMMs take a good part of the time.
    case fp8GEMMs
    /// A message in FP8 takes less time than one in bf16.
    case compressedDispatch
    /// Matrix kernels are launched with as many registers as their CTA can get, as those are that move registers between
    /// warpgroups. It tells how kernels are written, not what that gains.
    case registersAtLimit
  }

  /// At least so much of the communication counts as nearly all.
  private static let nearlyAllPercent = 90.0
  /// At least so much of the kernel time counts as a good part.
  private static let goodPartPercent = 25.0

  /// What the trace shows, in words, and what that says; `nil` where it does not show it.
  func finding(_ criterion: Criterion) -> (text: String, stance: ClaimVerdict.Stance)? {
    switch criterion {
    case .hiddenCommunication:
      guard let hiddenPercent, let exposedPercent else { return nil }
      return (
        "\(Quantity.percent(hiddenPercent)) of communication is hidden behind kernels, "
          + "\(Quantity.percent(exposedPercent)) of \(Quantity.duration(span)) is exposed",
        hiddenPercent >= Self.nearlyAllPercent ? .for : .against
      )
    case .dividedSMs:
      guard let communicationSMs, let matrixSMs else { return nil }
      return (
        "dispatch and combine run \(communicationSMs) CTAs, GEMMs \(matrixSMs), one an SM",
        communicationSMs == 20 && matrixSMs <= 112 ? .for : .against
      )
    case .fp8GEMMs:
      guard let fp8Percent else { return nil }
      return (
        "FP8 GEMMs take \(Quantity.percent(fp8Percent)) of the time in compute kernels",
        fp8Percent >= Self.goodPartPercent ? .for : .against
      )
    case .compressedDispatch:
      guard let dispatch, let combine, combine > 0 else { return nil }
      return (
        "a dispatch takes \(Quantity.duration(dispatch)), a combine, which carries bf16, \(Quantity.duration(combine)) "
          + "(medians)",
        Double(dispatch) * (1 + ClaimVerdict.noticeablePercent / 100) <= Double(combine) ? .for : .against
      )
    case .registersAtLimit:
      guard let matrixRegisters, let matrixThreads else { return nil }
      return ("GEMMs are launched with \(matrixRegisters) registers for each of \(matrixThreads) threads", .silent)
    }
  }
}

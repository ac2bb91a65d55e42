/// Published times of attention beside those of the bundled kernels.
enum AttentionValidation {
  static var cases: [ValidationCase] { [trace, backwardTrace, paper] }

  /// The forward kernel of the trace, with the launch of `attention192_ptx`: all four ran beside a kernel of DeepEP that
  /// holds 20 SMs, at the clock that is reported for that (DG165).
  private static var trace: ValidationCase {
    ValidationCase("TR41", "192/128, causal, 4096 x 128 heads as attention192_ptx", "us", 1234.5, "trace_summary") {
      () throws(KernelTimingError) in
      try ValidationCase.timing(
        "attention192_ptx", ["queries": 4096, "keys": 4096, "heads": 128, "causal": 1], parameters: .h800SXM,
        KernelTimingOptions(clockMegahertz: 1575, multiprocessors: 112)
      ).nanoseconds / 1000
    }
  }

  /// The gradient's kernel beside the same kernel of DeepEP, without the two that sum rows before it and round after it.
  private static var backwardTrace: ValidationCase {
    ValidationCase(
      "TR42", "192/128, causal, 4096 x 128 heads as attention192_backward_ptx", "us", 3834.5, "trace_summary"
    ) {
      () throws(KernelTimingError) in
      try ValidationCase.timing(
        "attention192_backward_ptx", ["queries": 4096, "keys": 4096, "heads": 128, "causal": 1],
        parameters: .h800SXM, KernelTimingOptions(clockMegahertz: 1575, multiprocessors: 112)
      ).nanoseconds / 1000
    }
  }

  /// The paper's table of what pipelining brings: four sequences of 16 heads of 128, not causal.
  private static var paper: ValidationCase {
    let (length, heads) = (8448, 64)
    return ValidationCase(
      "FA3T2", "128, not causal, 8448 x 64 heads as attention128_ptx", "TFLOPS", 661, "arXiv 2407.08608, table 2",
      kernel: "attention128_ptx", ["queries": length, "keys": length, "heads": heads, "causal": 0],
      work: 4 * Double(length * length * heads * 128), parameters: .h100SXM)
  }
}

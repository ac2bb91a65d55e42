import GPU

extension MicrobenchmarkValidation {
  /// Rates of `wgmma` on all SMs at the clock under load of the tensor cores. How much random operands lower the clock
  /// further is not modelled.
  static func productRates(_ p: KernelTimingParameters) -> [ValidationCase] {
    let sms = Double(p.device.multiprocessors.value)
    let clock = p.tensorClock.value
    let kinds: [(String, String, String, Int, Bool, String, Double)] = [
      ("HM052", "FP16 to FP16", "k16.f16.f16.f16", 16, false, ", 0, 0", 729.3),
      ("HM055", "FP16 to FP32", "k16.f32.f16.f16", 16, false, ", 0, 0", 728.5),
      ("HM058", "TF32 to FP32", "k8.f32.tf32.tf32", 8, false, "", 364.4),
      ("HM064", "FP8 to FP32", "k32.f32.e4m3.e4m3", 32, false, "", 1447.5),
      ("HM067", "INT8 to INT32", "k32.s32.s8.s8", 32, true, "", 1448.7),
    ]
    let columns: [(String, Int, Bool, Double)] = [
      ("HM071", 256, true, 665.4), ("HM072", 256, false, 667.5), ("HM075", 128, true, 659.8),
      ("HM076", 128, false, 661.7), ("HM079", 64, true, 648.3), ("HM080", 64, false, 649.9), ("HM083", 32, true, 471.5),
      ("HM084", 32, false, 634.4), ("HM087", 16, true, 283.5), ("HM088", 16, false, 426.2), ("HM091", 8, true, 157.6),
      ("HM092", 8, false, 215.2),
    ]
    let zeros = kinds.map { id, name, kind, depth, isInteger, tail, rate in
      row(id, "wgmma \(name), n 256, zeros", "TFLOPS", rate, luo, p, 16) {
        .groupMultiply(columns: 256, isShared: true, kind: kind, isInteger: isInteger, tail: tail)
      } value: {
        64 * 64 * 256 * Double(depth) * 2 / $0 * sms * clock * 1e-6
      }
    }
    let scan = columns.map { id, n, isShared, rate in
      row(id, "wgmma n \(n), A in \(isShared ? "shared memory" : "registers"), random", "TFLOPS", rate, luo, p, 16) {
        .groupMultiply(columns: n, isShared: isShared)
      } value: {
        64 * 64 * Double(n) * 16 * 2 / $0 * sms * clock * 1e-6
      }
    }
    return zeros + scan
  }

  /// Rates of single instructions that FlashMLA's notes give.
  ///
  /// FM016 to FM018 are not measured: the notes take them from the table of the CUDA guide, which knows conversions by
  /// types only. Its 16 results a cycle are those of the unit for special functions; ptxas makes F2FP on the ALU of
  /// `cvt.rn.bf16x2.f32`, which has been measured with 64 results a cycle and SM on compute capability 10.3.
  static func notes(_ p: KernelTimingParameters) -> [ValidationCase] {
    let source = "deepseek-ai/FlashMLA@9241ae3"
    return [
      row("FM013", "bf16 products a cycle and SM", "FLOP", 4096, source, p, 16) {
        .groupMultiply(columns: 256, isShared: true, kind: "k16.f32.bf16.bf16")
      } value: {
        64 * 64 * 256 * 16 * 2 / $0
      },
      row("FM016", "conversions of FP8 to half a cycle and SM", "elements", 64, calibrated: true, source, p, 16) {
        .throughput("cvt.rn.f16x2.e4m3x2 %r#, %h1;")
      } value: {
        2 * 256 * 1024 / $0
      },
      row("FM017", "conversions of half to FP32 a cycle and SM", "elements", 64, calibrated: true, source, p, 16) {
        .throughput("cvt.f32.f16 %f#, %h1;")
      } value: {
        256 * 1024 / $0
      },
      row("FM018", "conversions of FP32 to bf16 a cycle and SM", "elements", 16, source, p, 16) {
        .throughput("cvt.rn.bf16x2.f32 %r#, %f#, %f#;")
      } value: {
        2 * 256 * 1024 / $0
      },
      // The issue interval of the half-precision pipe was looked up again after this row had missed.
      row("FM019", "bf16x2 products a cycle and SM", "elements", 256, calibrated: true, source, p, 16) {
        .throughput("mul.bf16x2 %r#, %r#, %r#;")
      } value: {
        2 * 256 * 1024 / $0
      },
    ]
  }
}

import KernelLibrary

/// The published rows: m of all groups, n, k, groups, TFLOPS, source, and the rule for tiles at that time.
extension MatrixValidation {
  static let deepGEMMRows: [(String, Int, Int, Int, Int, Double, String, FP8GEMMTile.Rule)] = [
    ("DG001", 64, 2112, 7168, 1, 206, "a6d97a1", .first),
    ("DG004", 64, 24576, 1536, 1, 289, "a6d97a1", .first),
    ("DG007", 64, 32768, 512, 1, 219, "a6d97a1", .first),
    ("DG013", 64, 4096, 7168, 1, 287, "a6d97a1", .first),
    ("DG016", 64, 7168, 2048, 1, 295, "a6d97a1", .first),
    ("DG019", 128, 2112, 7168, 1, 352, "a6d97a1", .first),
    ("DG022", 128, 24576, 1536, 1, 535, "a6d97a1", .first),
    ("DG028", 128, 7168, 16384, 1, 645, "a6d97a1", .first),
    ("DG031", 128, 4096, 7168, 1, 533, "a6d97a1", .first),
    ("DG037", 4096, 2112, 7168, 1, 1058, "a6d97a1", .first),
    ("DG043", 4096, 32768, 512, 1, 590, "a6d97a1", .first),
    ("DG046", 4096, 7168, 16384, 1, 1358, "a6d97a1", .first),
    ("DG052", 4096, 7168, 2048, 1, 1025, "a6d97a1", .first),
    ("DG055", 32768, 4096, 7168, 4, 1297, "a6d97a1", .first),
    ("DG058", 32768, 7168, 2048, 4, 1099, "a6d97a1", .first),
    ("DG067", 1024, 4096, 7168, 1, 1233, "a6d97a1", .first),
    ("DG070", 1024, 7168, 2048, 1, 925, "a6d97a1", .first),
    ("DG085", 4096, 2112, 7168, 1, 1009, "55ab91f", .wide),
    ("DG091", 4096, 32768, 512, 1, 751, "55ab91f", .wide),
    ("DG094", 4096, 7168, 16384, 1, 1426, "55ab91f", .wide),
    ("DG100", 4096, 7168, 2048, 1, 1168, "55ab91f", .wide),
    ("DG103", 32768, 4096, 7168, 4, 1346, "55ab91f", .wide),
    ("DG106", 32768, 7168, 2048, 4, 1214, "55ab91f", .wide),
    ("DG117", 4096, 32768, 512, 1, 591, "PR #74", .first),
    ("DG119", 4096, 7168, 16384, 1, 1404, "PR #74", .first),
    ("DG121", 4096, 7168, 2048, 1, 1031, "PR #74", .first),
    ("DG118", 4096, 32768, 512, 1, 748, "PR #74", .wide),
    ("DG120", 4096, 7168, 16384, 1, 1470, "PR #74", .wide),
    ("DG122", 4096, 7168, 2048, 1, 1204, "PR #74", .wide),
    ("DG123", 32768, 4096, 7168, 4, 1317, "PR #74", .first),
    ("DG124", 32768, 4096, 7168, 4, 1381, "PR #74", .wide),
    ("DG125", 32768, 7168, 2048, 4, 1114, "PR #74", .first),
    ("DG126", 32768, 7168, 2048, 4, 1262, "PR #74", .wide),
    ("DG129", 4096, 32768, 512, 1, 801, "PR #81", .wide),
    ("DG130", 4096, 32768, 512, 1, 777, "PR #81", .tall),
    ("DG131", 4096, 7168, 16384, 1, 1451, "PR #81", .wide),
    ("DG132", 4096, 7168, 16384, 1, 1500, "PR #81", .tall),
    ("DG135", 4096, 7168, 2048, 1, 1185, "PR #81", .wide),
    ("DG136", 4096, 7168, 2048, 1, 1159, "PR #81", .tall),
  ]

  /// Of routed rows, whose number differs from launch to launch, the middle of their range.
  static let traceRows: [(String, String, Int, Int, Int, Int, Double)] = [
    ("TS01", "kv_down dgrad (kv_a_proj)", 4096, 7168, 576, 1, 516.4),
    ("TS02", "kv_down fwd (kv_a_proj)", 4096, 576, 7168, 1, 638.4),
    ("TS03", "kv_up dgrad", 4096, 512, 32768, 1, 620.6),
    ("TS04", "kv_up fwd/recompute (kv_b_proj)", 4096, 32768, 512, 1, 564.4),
    ("TS05", "o_proj dgrad", 4096, 16384, 7168, 1, 1040.1),
    ("TS06", "o_proj fwd", 4096, 7168, 16384, 1, 1076.1),
    ("TS07", "q_down dgrad (q_a_proj)", 4096, 7168, 1536, 1, 808.9),
    ("TS08", "q_down fwd (q_a_proj)", 4096, 1536, 7168, 1, 867.3),
    ("TS09", "q_up dgrad", 4096, 1536, 24576, 1, 924.5),
    ("TS10", "q_up fwd/recompute (q_b_proj)", 4096, 24576, 1536, 1, 826.8),
    ("TS11", "shared down dgrad", 4096, 2048, 7168, 1, 954.7),
    ("TS12", "shared down fwd", 4096, 7168, 2048, 1, 865.2),
    ("TS13", "shared gate_up dgrad", 4096, 7168, 4096, 1, 1000.4),
    ("TS14", "shared gate_up fwd", 4096, 4096, 7168, 1, 934.1),
    ("TS15", "routed down dgrad", 31488, 2048, 7168, 8, 1090.5),
    ("TS16", "routed down fwd", 33920, 7168, 2048, 8, 912.4),
    ("TS17", "routed gate_up dgrad", 31488, 7168, 4096, 8, 944),
    ("TS18", "routed gate_up fwd", 33920, 4096, 7168, 8, 1024.1),
  ]

  /// Weight gradients of the trace: tokens, rows and columns of the gradient.
  ///
  /// Those of routed experts (TS24, TS25) ran on two streams, each waiting for the SMs of the other, so that what the
  /// summary has of a launch counts many microseconds twice. Their rates here are those of the four launches of a layer
  /// together, from the start of the first to the end of the last in `trace_timeline`, the median of four layers; the
  /// tokens are the mean.
  static let traceWeightRows: [(String, String, Int, Int, Int, Double)] = [
    ("TS19", "kv_down wgrad", 4096, 576, 7168, 486.7),
    ("TS20", "kv_up wgrad", 4096, 32768, 512, 617.7),
    ("TS21", "o_proj wgrad", 4096, 7168, 16384, 638.6),
    ("TS22", "q_down wgrad", 4096, 1536, 7168, 665.6),
    ("TS23", "q_up wgrad", 4096, 24576, 1536, 673.7),
    ("TS24", "routed down wgrad, four on two streams", 8032, 7168, 2048, 748.8),
    ("TS25", "routed gate_up wgrad, four on two streams", 8032, 4096, 7168, 714.1),
    ("TS26", "shared down wgrad", 4096, 7168, 2048, 667.1),
    ("TS27", "shared gate_up wgrad", 4096, 4096, 7168, 658.1),
  ]

  /// DeepGEMM's kernel for weight gradients, which takes tiles of 128 x 152: rows and columns of the gradient, tokens.
  /// Of the pull request's first table, which has no numbers: by the order of its lines.
  static let weightRows: [(String, Int, Int, Int, Double)] = [
    ("PR95-1", 7168, 2112, 4096, 920), ("PR95-2", 1536, 24576, 4096, 986), ("PR95-3", 512, 32768, 4096, 878),
    ("PR95-4", 16384, 7168, 4096, 994), ("PR95-5", 7168, 4096, 4096, 942), ("PR95-6", 2048, 7168, 4096, 920),
    ("PR95-7", 7168, 2112, 8192, 1052), ("PR95-8", 1536, 24576, 8192, 1092), ("PR95-9", 512, 32768, 8192, 1014),
  ]
}

import Foundation
import Testing

/// Attention forward, causal or not, in double precision beside the kernels on CUDA cores and with wgmma.
@Suite struct AttentionKernelTests {
  @Test(arguments: ["cuda", "ptx"], [(64, 64), (128, 128), (192, 128)])
  func attention(path: String, head: (size: Int, values: Int)) throws {
    try check(path, head, queries: 70, keys: 130, heads: 2)
  }

  /// Steps of which all keys are seen and others of which some are.
  @Test(arguments: [(64, 64), (128, 128), (192, 128)])
  func severalTilesAndSteps(head: (size: Int, values: Int)) throws {
    try check("ptx", head, queries: 210, keys: 520, heads: 1)
    try check("ptx", head, queries: 200, keys: 512, heads: 1)
  }

  private func check(
    _ path: String, _ head: (size: Int, values: Int), queries: Int, keys: Int, heads: Int
  ) throws {
    for causal in [0, 1] {
      let run = try BundledRun(
        "attention\(head.size)_\(path)", ["queries": queries, "keys": keys, "heads": heads, "causal": causal])
      let q = try run.input("q", as: UInt16.self).map { Double(bf16($0)) }
      let k = try run.input("k", as: UInt16.self).map { Double(bf16($0)) }
      let v = try run.input("v", as: UInt16.self).map { Double(bf16($0)) }
      let output = try run.output("output", as: UInt16.self).map { Double(bf16($0)) }
      let scale = 1 / Double(head.size).squareRoot()
      var worst = 0.0
      for headIndex in 0..<heads {
        for query in 0..<queries {
          let visible = causal == 1 ? query + keys - queries + 1 : keys
          let row = (headIndex * queries + query) * head.size
          let scores = (0..<visible).map { key in
            let column = (headIndex * keys + key) * head.size
            return scale * (0..<head.size).reduce(0.0) { $0 + q[row + $1] * k[column + $1] }
          }
          let largest = scores.max() ?? 0
          let weights = scores.map { exp($0 - largest) }
          let sum = weights.reduce(0, +)
          for column in 0..<head.values {
            let exact = (0..<visible).reduce(0.0) {
              $0 + weights[$1] / sum * v[(headIndex * keys + $1) * head.values + column]
            }
            worst = max(worst, abs(output[(headIndex * queries + query) * head.values + column] - exact))
          }
        }
      }
      // Values lie between -1 and 1.
      #expect(worst <= 0x1p-7, "\(head.size) \(path) causal \(causal)")
    }
  }
}

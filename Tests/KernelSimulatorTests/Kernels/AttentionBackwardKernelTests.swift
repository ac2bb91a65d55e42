import Foundation
import Testing

/// The gradient of attention, causal or not, in double precision beside the kernels on CUDA cores and with wgmma.
@Suite struct AttentionBackwardKernelTests {
  /// Parts of tiles, several steps for several tiles of keys, and queries that see no key.
  @Test(arguments: [(70, 130), (260, 300), (192, 128)], [0, 1])
  func gradient(size: (queries: Int, keys: Int), causal: Int) throws {
    try check("ptx", size, causal)
  }

  @Test(arguments: [0, 1])
  func gradientOnCores(causal: Int) throws { try check("cuda", (20, 40), causal) }

  private func check(_ path: String, _ size: (queries: Int, keys: Int), _ causal: Int) throws {
    let (queries, keys, heads) = (size.queries, size.keys, 2)
    let run = try BundledRun(
      "attention192_backward_\(path)", ["queries": queries, "keys": keys, "heads": heads, "causal": causal])
    let q = try numbers(run.input("q")), k = try numbers(run.input("k"))
    let v = try numbers(run.input("v")), gradient = try numbers(run.input("gradient"))
    let lse: [Float] = try run.input("lse"), delta: [Float] = try run.input("delta")
    var dq = [Double](repeating: 0, count: q.count), dk = [Double](repeating: 0, count: k.count)
    var dv = [Double](repeating: 0, count: v.count)
    let scale = 1 / 192.0.squareRoot()
    let paddedQueries = (queries + 63) / 64 * 64
    for head in 0..<heads {
      for query in 0..<queries {
        let row = head * queries + query, sums = head * paddedQueries + query
        for key in 0..<(causal == 1 ? max(0, query + keys - queries + 1) : keys) {
          let column = head * keys + key
          let score = dot(q, row * 192, k, column * 192, 192)
          let probability = exp2(score * scale * log2(M_E) - Double(lse[sums]))
          let change =
            probability * (dot(gradient, row * 128, v, column * 128, 128) - Double(delta[sums]))
          for element in 0..<192 {
            dq[row * 192 + element] += change * k[column * 192 + element]
            dk[column * 192 + element] += scale * change * q[row * 192 + element]
          }
          for element in 0..<128 { dv[column * 128 + element] += probability * gradient[row * 128 + element] }
        }
      }
    }
    try check(run.output("dq", as: Float.self).map(Double.init), dq, "dq")
    try check(numbers(run.output("dk")), dk, "dk")
    try check(numbers(run.output("dv")), dv, "dv")
  }

  private func numbers(_ bits: [UInt16]) -> [Double] { bits.map { Double(bf16($0)) } }

  private func dot(_ a: [Double], _ aStart: Int, _ b: [Double], _ bStart: Int, _ count: Int) -> Double {
    (0..<count).reduce(0) { $0 + a[aStart + $1] * b[bStart + $1] }
  }

  private func check(_ result: [Double], _ exact: [Double], _ name: String) {
    let largest = exact.reduce(0) { max($0, abs($1)) }
    let worst = zip(result, exact).reduce(0) { max($0, abs($1.0 - $1.1)) }
    #expect(worst <= largest * 0x1p-7, "\(name): \(worst) of \(largest)")
  }
}

extension KernelLibrary {
  private static let queries = KernelDimension("queries", "query rows a head", standard: 4096)
  private static let keys = KernelDimension("keys", "key rows a head", standard: 4096)
  private static let heads = KernelDimension("heads", "heads, of all sequences", standard: 128, maximum: 65535)
  private static let causal = KernelDimension(
    "causal", "1 where a query sees only what comes before it", standard: 1, minimum: 0, maximum: 1)
  private static let dimensions = [queries, keys, heads, causal]

  /// Attention forward for the head sizes of common models and of DeepSeek-V3's multi-head latent attention.
  static let attentionKernels: [BundledKernel] =
    pair(size: 64, valueSize: 64, scale: 0.125, heads: "heads of 64")
    + pair(size: 128, valueSize: 128, scale: 0.088388346, heads: "heads of 128")
    + pair(size: 192, valueSize: 128, scale: 0.07216878, heads: "heads of 192 with values of 128")
    + latentBackward

  /// The gradient of attention for multi-head latent attention's head sizes.
  private static var latentBackward: [BundledKernel] {
    let (size, valueSize) = (192, 128)
    let dq = KernelBuffer(.f32, .readWrite, .zero) { $0["heads"] * $0["queries"] * size }
    let dk = KernelBuffer(.bf16, .write, .zero) { $0["heads"] * $0["keys"] * size }
    let dv = KernelBuffer(.bf16, .write, .zero) { $0["heads"] * $0["keys"] * valueSize }
    let q = KernelBuffer(.bf16, .read, .signed) { $0["heads"] * $0["queries"] * size }
    let k = KernelBuffer(.bf16, .read, .signed) { $0["heads"] * $0["keys"] * size }
    let v = KernelBuffer(.bf16, .read, .signed) { $0["heads"] * $0["keys"] * valueSize }
    let gradient = KernelBuffer(.bf16, .read, .signed) { $0["heads"] * $0["queries"] * valueSize }
    // Copies bring 64 of them at once.
    let rows = KernelBuffer(.f32, .read, .signed) {
      $0["heads"] * $0["queries"].dividedRoundingUp(by: 64) * 64
    }

    func map(_ buffer: KernelBuffer, width: Int, rows: String, box: [Int]) -> KernelParameter.Kind {
      .tensorMap(KernelTensorMap(buffer, box: box + [1], swizzle: .bytes128) { [width, $0[rows], $0["heads"]] })
    }

    func parameters(_ dq: KernelParameter.Kind, _ operands: [KernelParameter.Kind]) -> [KernelParameter] {
      [
        KernelParameter("dq", "what the gradient of the queries is added to, without the scale", dq),
        KernelParameter("dk", "gradient of the keys", .buffer(dk)),
        KernelParameter("dv", "gradient of the values", .buffer(dv)),
        KernelParameter("q", "queries, head by head", operands[0]),
        KernelParameter("k", "keys, head by head", operands[1]),
        KernelParameter("v", "values, head by head", operands[2]),
        KernelParameter("gradient", "gradient of the output", operands[3]),
        KernelParameter("lse", "logarithms to base 2 of the rows' sums of powers", .buffer(rows)),
        KernelParameter("delta", "the rows' sums of the output times its gradient", .buffer(rows)),
      ] + KernelParameter.dimensions(dimensions) + [KernelParameter("scale", "multiplies the scores", .f32(0.07216878))]
    }

    return [
      BundledKernel(
        "attention192_backward_cuda", "Gradient of attention on CUDA cores, heads of 192 with values of 128",
        work: "attention192_backward", path: .cuda, dimensions: dimensions,
        parameters: parameters(.buffer(dq), [.buffer(q), .buffer(k), .buffer(v), .buffer(gradient)])
      ) {
        KernelLaunch(grid: KernelExtent($0["keys"].dividedRoundingUp(by: 8), $0["heads"]), block: KernelExtent(256))
      },
      BundledKernel(
        "attention192_backward_ptx", "Gradient of attention with wgmma, heads of 192 with values of 128",
        work: "attention192_backward", path: .ptx, dimensions: dimensions,
        parameters: parameters(
          map(dq, width: size, rows: "queries", box: [32, 64]),
          [
            map(q, width: size, rows: "queries", box: [64, 64]), map(k, width: size, rows: "keys", box: [64, 128]),
            map(v, width: valueSize, rows: "keys", box: [64, 128]),
            map(gradient, width: valueSize, rows: "queries", box: [64, 64]),
          ])
      ) {
        KernelLaunch(
          grid: KernelExtent($0["keys"].dividedRoundingUp(by: 128), $0["heads"]), block: KernelExtent(384),
          dynamicSharedBytes: 230_400)
      },
    ]
  }

  /// The two paths for a head size; the scale is one over the size's root, rounded to f32.
  private static func pair(size: Int, valueSize: Int, scale: Float, heads: String) -> [BundledKernel] {
    let output = KernelBuffer(.bf16, .write, .zero) { $0["heads"] * $0["queries"] * valueSize }
    let q = KernelBuffer(.bf16, .read, .signed) { $0["heads"] * $0["queries"] * size }
    let k = KernelBuffer(.bf16, .read, .signed) { $0["heads"] * $0["keys"] * size }
    let v = KernelBuffer(.bf16, .read, .signed) { $0["heads"] * $0["keys"] * valueSize }

    func parameters(
      q: KernelParameter.Kind, k: KernelParameter.Kind, v: KernelParameter.Kind
    ) -> [KernelParameter] {
      [
        KernelParameter("output", "what each query takes from the values", .buffer(output)),
        KernelParameter("q", "queries, head by head", q),
        KernelParameter("k", "keys, head by head", k),
        KernelParameter("v", "values, head by head", v),
      ] + KernelParameter.dimensions(dimensions)
        + [KernelParameter("scale", "multiplies the scores", .f32(scale))]
    }

    func map(_ buffer: KernelBuffer, width: Int, rows: String, box: Int) -> KernelParameter.Kind {
      .tensorMap(
        KernelTensorMap(buffer, box: [64, box, 1], swizzle: .bytes128) { [width, $0[rows], $0["heads"]] })
    }

    // As many as FlashAttention-3 has: with heads of 64 softmax takes longer than the products.
    let consumers = size == 64 ? 3 : 2

    return [
      BundledKernel(
        "attention\(size)_cuda", "Attention forward on CUDA cores, \(heads)", work: "attention\(size)", path: .cuda,
        dimensions: dimensions, parameters: parameters(q: .buffer(q), k: .buffer(k), v: .buffer(v))
      ) {
        KernelLaunch(
          grid: KernelExtent($0["queries"].dividedRoundingUp(by: 64), $0["heads"]), block: KernelExtent(256),
          dynamicSharedBytes: 256 * (size + 8) + 128 * (valueSize + 8) + 64 * 68 * 4)
      },
      BundledKernel(
        "attention\(size)_ptx", "Attention forward with ping-pong warpgroups, \(heads)", work: "attention\(size)",
        path: .ptx, dimensions: dimensions,
        parameters: parameters(
          q: map(q, width: size, rows: "queries", box: 64), k: map(k, width: size, rows: "keys", box: 128),
          v: map(v, width: valueSize, rows: "keys", box: 128))
      ) {
        KernelLaunch(
          grid: KernelExtent($0["queries"].dividedRoundingUp(by: 64 * consumers), $0["heads"]),
          block: KernelExtent(128 * (1 + consumers)),
          dynamicSharedBytes: 128 * consumers * size + 512 * (size + valueSize))
      },
    ]
  }
}

extension BundledKernel {
  /// What the work needs for a shape.
  public func work(of shape: KernelShape) -> KernelWork {
    let element = parameters.compactMap { $0.buffer }.first { $0.access == .read }?.element ?? .f32
    return KernelWork(operations: operations(shape), element: element, bytes: bytes(shape))
  }

  private func operations(_ shape: KernelShape) -> Double? {
    func size(_ names: String...) -> Double { names.reduce(1) { $0 * Double(shape[$1]) } }
    switch work {
    case "gemm_bf16", "gemm_f32", "fp8_gemm", "fp8_gemm_grouped", "fp8_gemm_weight": return 2 * size("m", "n", "k")
    case "attention64": return attention(shape, sizes: 64 + 64)
    case "attention128": return attention(shape, sizes: 128 + 128)
    case "attention192": return attention(shape, sizes: 192 + 128)
    // The scores again and the gradients of queries and keys, then of probabilities and of values.
    case "attention192_backward": return attention(shape, sizes: 3 * 192 + 2 * 128)
    case "vector_add", "reduce_f32": return size("count")
    case "combine_reduce": return 2 * size("tokens", "top_k", "columns")
    // Four products and two sums a pair.
    case "rotary": return 3 * size("tokens", "heads", "size")
    // The square and its sum, then two products.
    case "rmsnorm": return 4 * size("rows", "columns")
    default: return nil
    }
  }

  /// Products of attention over the pairs of a query and a key that it sees; the last query sees all keys.
  private func attention(_ shape: KernelShape, sizes: Int) -> Double {
    let (queries, keys) = (shape["queries"], shape["keys"])
    var pairs = Double(queries) * Double(keys)
    if shape["causal"] == 1 {
      // Query q sees keys up to q + keys - queries.
      let hidden = max(0, queries - keys)
      let (first, last) = (max(1, keys - queries + 1), keys)
      pairs = queries > hidden ? Double(first + last) * Double(last - first + 1) / 2 : 0
    }
    return 2 * Double(shape["heads"]) * pairs * Double(sizes)
  }

  private func bytes(_ shape: KernelShape) -> Double {
    var total = 0.0
    for parameter in parameters {
      guard let buffer = parameter.buffer else { continue }
      var count = Double(buffer.count(shape))
      // Rows that are picked are taken as often as they are named.
      if parameter.name == "input", work == "dispatch_gather" {
        count = Double(shape["output_rows"]) * Double(shape["columns"])
      } else if parameter.name == "input", work == "combine_reduce" {
        count = Double(shape["tokens"]) * Double(shape["top_k"]) * Double(shape["columns"])
      }
      total += count * Double(buffer.element.bytes) * (buffer.access == .readWrite ? 2 : 1)
    }
    return total
  }
}

import KernelLibrary
import Testing

/// Matrix products: those on CUDA cores to the bit, those on tensor cores within what their sources state.
@Suite struct BundledMatrixTests {
  @Test(arguments: [(64, 64, 32), (70, 33, 19)])
  func f32(m: Int, n: Int, k: Int) throws {
    var wrong = 0
    let run = try BundledRun("gemm_f32_cuda", ["m": m, "n": n, "k": k])
    let a: [Float] = try run.input("a")
    let b: [Float] = try run.input("b")
    let c: [Float] = try run.output("c")
    for row in 0..<m {
      for column in 0..<n {
        var sum: Float = 0
        for term in 0..<k { sum.addProduct(a[row * k + term], b[term * n + column]) }
        if c[row * n + column] != sum { wrong += 1 }
      }
    }
    #expect(wrong == 0)
  }

  @Test(arguments: ["gemm_bf16_naive_cuda", "gemm_bf16_tiled_cuda"], [(40, 48, 72), (130, 8, 16)])
  func bf16OnCUDACores(name: String, size: (m: Int, n: Int, k: Int)) throws {
    var wrong = 0
    let run = try BundledRun(name, ["m": size.m, "n": size.n, "k": size.k])
    let a: [UInt16] = try run.input("a")
    let b: [UInt16] = try run.input("b")
    let d: [UInt16] = try run.output("d")
    for row in 0..<size.m {
      for column in 0..<size.n {
        var sum: Float = 0
        for term in 0..<size.k { sum.addProduct(bf16(a[row * size.k + term]), bf16(b[column * size.k + term])) }
        if d[row * size.n + column] != bf16Bits(sum) { wrong += 1 }
      }
    }
    #expect(wrong == 0)
  }

  @Test(
    arguments: [
      "gemm_bf16_wmma_cuda", "gemm_bf16_mma_ptx", "gemm_bf16_wgmma64_ptx", "gemm_bf16_wgmma_ptx",
      "gemm_bf16_specialised_ptx",
      "gemm_bf16_wide_ptx", "gemm_bf16_setmaxnreg_ptx", "gemm_bf16_persistent_ptx", "gemm_bf16_cluster_ptx",
    ], [(128, 256, 64), (200, 264, 328)])
  func bf16OnTensorCores(name: String, size: (m: Int, n: Int, k: Int)) throws {
    let run = try BundledRun(name, ["m": size.m, "n": size.n, "k": size.k])
    let a = try run.input("a", as: UInt16.self).map { Double(bf16($0)) }
    let b = try run.input("b", as: UInt16.self).map { Double(bf16($0)) }
    let d: [UInt16] = try run.output("d")
    var worst = 0.0
    for row in 0..<size.m {
      for column in 0..<size.n {
        var exact = 0.0
        var magnitude = 0.0
        for term in 0..<size.k {
          let product = a[row * size.k + term] * b[column * size.k + term]
          exact += product
          magnitude += abs(product)
        }
        let allowed = Double(size.k) * 0x1p-23 * magnitude + abs(exact) * 0x1p-8
        worst = max(worst, abs(Double(bf16(d[row * size.n + column])) - exact) / allowed)
      }
    }
    #expect(worst <= 1)
  }

  @Test(arguments: ["fp8_gemm_cuda", "fp8_gemm_grouped_cuda"] + FP8GEMMTile.bundled.map(\.kernel))
  func fp8(name: String) throws {
    // Rows of four blocks and three groups, columns of two blocks of scales, and a last step that is not full.
    #expect(try wrongElements(name, (m: 392, n: 136, k: 144)) == 0)
  }

  @Test(arguments: ["fp8_gemm_64x16_ptx", "fp8_gemm_128x128a_ptx", "fp8_gemm_128x160b_ptx", "fp8_gemm_256x128a_ptx"])
  func fp8WithMoreStepsThanStages(name: String) throws {
    #expect(try wrongElements(name, (m: 72, n: 24, k: 1168)) == 0)
  }

  @Test(
    arguments: ["fp8_gemm_weight_cuda", "fp8_gemm_weight_ptx", "fp8_gemm_weight_128x152b_ptx"],
    [(392, 300, 144), (72, 24, 1168)])
  func fp8WeightGradients(name: String, size: (m: Int, n: Int, k: Int)) throws {
    let (m, n, k) = size
    var wrong = 0
    let run = try BundledRun(name, ["m": m, "n": n, "k": k])
    let a = try run.input("a", as: UInt8.self).map { e4m3Values[Int($0)] }
    let b = try run.input("b", as: UInt8.self).map { e4m3Values[Int($0)] }
    let aScales: [Float] = try run.input("a_scales")
    let bScales: [Float] = try run.input("b_scales")
    let before: [Float] = try run.input("d")
    let after: [Float] = try run.output("d")
    for row in 0..<m {
      for column in 0..<n {
        var sum: Float = 0
        var exact = Double(before[row * n + column])
        var magnitude = 0.0
        for step in 0..<(k + 127) / 128 {
          var partial: Float = 0
          let scale = aScales[step * m + row] * bScales[step * n + column]
          for term in (step * 128)..<min(k, step * 128 + 128) {
            let (left, right) = (a[row * k + term], b[column * k + term])
            partial.addProduct(left, right)
            exact += Double(left) * Double(right) * Double(scale)
            magnitude += abs(Double(left) * Double(right) * Double(scale))
          }
          sum.addProduct(partial, scale)
        }
        let result = after[row * n + column]
        if name.hasSuffix("cuda") {
          if result != before[row * n + column] + sum { wrong += 1 }
        } else {
          if !(abs(Double(result) - exact) <= 0x1p-12 * magnitude + abs(exact) * 0x1p-24) { wrong += 1 }
        }
      }
    }
    #expect(wrong == 0)
  }

  /// How many elements of an FP8 product are not what its source states.
  private func wrongElements(_ name: String, _ size: (m: Int, n: Int, k: Int)) throws -> Int {
    var wrong = 0
    let (m, n, k) = size
    let isGrouped = name.contains("grouped")
    var shape = ["m": m, "n": n, "k": k]
    if isGrouped { shape["groups"] = 3 }
    let run = try BundledRun(name, shape)
    let a = try run.input("a", as: UInt8.self).map { e4m3Values[Int($0)] }
    let b = try run.input("b", as: UInt8.self).map { e4m3Values[Int($0)] }
    let aScales: [Float] = try run.input("a_scales")
    let bScales: [Float] = try run.input("b_scales")
    let rowGroups: [UInt32] = isGrouped ? try run.input("row_groups") : []
    let d: [UInt16] = try run.output("d")
    let (steps, blocks) = ((k + 127) / 128, (n + 127) / 128)
    for row in 0..<m {
      let expert = isGrouped ? Int(rowGroups[row / 128]) : 0
      for column in 0..<n {
        var sum: Float = 0
        var exact = 0.0
        var magnitude = 0.0
        for step in 0..<steps {
          var partial: Float = 0
          let scale = aScales[step * m + row] * bScales[(expert * blocks + column / 128) * steps + step]
          for term in (step * 128)..<min(k, step * 128 + 128) {
            let (left, right) = (a[row * k + term], b[(expert * n + column) * k + term])
            partial.addProduct(left, right)
            exact += Double(left) * Double(right) * Double(scale)
            magnitude += abs(Double(left) * Double(right) * Double(scale))
          }
          sum.addProduct(partial, scale)
        }
        let result = d[row * n + column]
        if name.hasSuffix("cuda") {
          if result != bf16Bits(sum) { wrong += 1 }
        } else {
          if !(abs(Double(bf16(result)) - exact) <= 0x1p-12 * magnitude + abs(exact) * 0x1p-8) { wrong += 1 }
        }
      }
    }
    return wrong
  }
}

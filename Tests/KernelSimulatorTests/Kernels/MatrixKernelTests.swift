import Testing

/// Matrix products: those on CUDA cores to the bit, those on tensor cores within what their sources state.
@Suite struct MatrixKernelTests {
  @Test(arguments: [(64, 64, 32), (70, 33, 19)])
  func f32(m: Int, n: Int, k: Int) throws {
    let run = try BundledRun("gemm_f32_cuda", ["m": m, "n": n, "k": k])
    let a: [Float] = try run.input("a")
    let b: [Float] = try run.input("b")
    let c: [Float] = try run.output("c")
    for row in 0..<m {
      for column in 0..<n {
        var sum: Float = 0
        for term in 0..<k { sum.addProduct(a[row * k + term], b[term * n + column]) }
        #expect(c[row * n + column] == sum)
      }
    }
  }

  @Test(arguments: ["gemm_bf16_naive_cuda", "gemm_bf16_tiled_cuda"], [(40, 48, 72), (130, 8, 16)])
  func bf16OnCUDACores(name: String, size: (m: Int, n: Int, k: Int)) throws {
    let run = try BundledRun(name, ["m": size.m, "n": size.n, "k": size.k])
    let a: [UInt16] = try run.input("a")
    let b: [UInt16] = try run.input("b")
    let d: [UInt16] = try run.output("d")
    for row in 0..<size.m {
      for column in 0..<size.n {
        var sum: Float = 0
        for term in 0..<size.k { sum.addProduct(bf16(a[row * size.k + term]), bf16(b[column * size.k + term])) }
        #expect(d[row * size.n + column] == bf16Bits(sum))
      }
    }
  }

  @Test(
    arguments: [
      "gemm_bf16_mma_ptx", "gemm_bf16_wgmma64_ptx", "gemm_bf16_wgmma_ptx", "gemm_bf16_specialised_ptx",
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

  @Test(arguments: ["fp8_gemm_cuda", "fp8_gemm_ptx"], [(128, 128, 256), (68, 136, 400)])
  func fp8(name: String, size: (m: Int, n: Int, k: Int)) throws {
    let (m, n, k) = size
    let run = try BundledRun(name, ["m": m, "n": n, "k": k])
    let a = try run.input("a", as: UInt8.self).map { e4m3Values[Int($0)] }
    let b = try run.input("b", as: UInt8.self).map { e4m3Values[Int($0)] }
    let aScales: [Float] = try run.input("a_scales")
    let bScales: [Float] = try run.input("b_scales")
    let d: [UInt16] = try run.output("d")
    let groups = (k + 127) / 128
    for row in 0..<m {
      for column in 0..<n {
        var sum: Float = 0
        var exact = 0.0
        var magnitude = 0.0
        for group in 0..<groups {
          var partial: Float = 0
          let scale = aScales[group * m + row] * bScales[column / 128 * groups + group]
          for term in (group * 128)..<min(k, group * 128 + 128) {
            let product = a[row * k + term] * b[column * k + term]
            partial.addProduct(a[row * k + term], b[column * k + term])
            exact += Double(product) * Double(scale)
            magnitude += abs(Double(product) * Double(scale))
          }
          sum.addProduct(partial, scale)
        }
        let result = d[row * n + column]
        if name == "fp8_gemm_cuda" {
          #expect(result == bf16Bits(sum))
        } else {
          #expect(abs(Double(bf16(result)) - exact) <= 0x1p-12 * magnitude + abs(exact) * 0x1p-8)
        }
      }
    }
  }
}

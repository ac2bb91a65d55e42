import Foundation
import Testing

/// Kernels of a transformer's layers, on tokens in bf16.
@Suite struct TokenKernelTests {
  @Test(arguments: ["fp8_cast_cuda", "fp8_cast_ptx"], [(3, 512), (2, 7168), (1, 176)])
  func fp8Cast(name: String, size: (rows: Int, columns: Int)) throws {
    var wrong = 0
    let run = try BundledRun(name, ["rows": size.rows, "columns": size.columns])
    let input: [UInt16] = try run.input("input")
    let output: [UInt8] = try run.output("output")
    let scales: [Float] = try run.output("scales")
    let groups = (size.columns + 127) / 128
    for row in 0..<size.rows {
      for group in 0..<groups {
        let range = (row * size.columns + group * 128)..<(row * size.columns + min(size.columns, group * 128 + 128))
        let amax = range.reduce(Float(1e-4)) { max($0, abs(bf16(input[$1]))) }
        if scales[row * groups + group] != amax / 448 { wrong += 1 }
        let factor = 448 / amax
        for index in range where output[index] != e4m3Bits(bf16(input[index]) * factor) { wrong += 1 }
      }
    }
    #expect(wrong == 0)
  }

  @Test(arguments: [(3, 512), (2, 1536), (9, 180)])
  func fp8CastOfRows(size: (rows: Int, columns: Int)) throws {
    var wrong = 0
    let run = try BundledRun("fp8_cast_rows_cuda", ["rows": size.rows, "columns": size.columns])
    let input: [UInt16] = try run.input("input")
    let output: [UInt8] = try run.output("output")
    let scales: [Float] = try run.output("scales")
    for row in 0..<size.rows {
      for group in 0..<(size.columns + 127) / 128 {
        let range = (row * size.columns + group * 128)..<(row * size.columns + min(size.columns, group * 128 + 128))
        let scale = range.reduce(Float(1e-4)) { max($0, abs(bf16(input[$1]))) } / 448
        if scales[group * size.rows + row] != scale { wrong += 1 }
        for index in range where output[index] != e4m3Bits(bf16(input[index]) / scale) { wrong += 1 }
      }
    }
    #expect(wrong == 0)
  }

  @Test func fp8CastAndTranspose() throws {
    let (rows, columns) = (256, 384)
    var wrong = 0
    let run = try BundledRun("fp8_cast_transpose_cuda", ["rows": rows, "columns": columns])
    let input: [UInt16] = try run.input("input")
    let output: [UInt8] = try run.output("output")
    let scales: [Float] = try run.output("scales")
    for column in 0..<columns {
      for block in 0..<rows / 128 {
        let values = (0..<128).map { bf16(input[(block * 128 + $0) * columns + column]) }
        let scale = values.reduce(Float(1e-4)) { max($0, abs($1)) } / 448
        if scales[block * columns + column] != scale { wrong += 1 }
        for row in 0..<128 where output[column * rows + block * 128 + row] != e4m3Bits(values[row] / scale) {
          wrong += 1
        }
      }
    }
    #expect(wrong == 0)
  }

  /// Within one step of e4m3 (an eighth of the value, or the smallest step) of what f64 gives.
  @Test func swigluAndCast() throws {
    let (rows, columns) = (3, 512)
    var wrong = 0
    let run = try BundledRun("swiglu_cast_cuda", ["rows": rows, "columns": columns])
    let input: [UInt16] = try run.input("input")
    let weights: [Float] = try run.input("weights")
    let output: [UInt8] = try run.output("output")
    let scales: [Float] = try run.output("scales")
    for row in 0..<rows {
      for group in 0..<columns / 128 {
        let exact = (group * 128..<group * 128 + 128).map { column in
          let gate = Double(bf16(input[row * 2 * columns + column]))
          let up = Double(bf16(input[row * 2 * columns + columns + column]))
          return gate / (1 + exp(-gate)) * up * Double(weights[row])
        }
        let scale = Double(scales[group * rows + row])
        let largest = exact.reduce(1e-4) { max($0, abs($1)) }
        if !(abs(scale * 448 / largest - 1) < 1e-4) { wrong += 1 }
        for (place, value) in exact.enumerated() {
          let bits = output[row * columns + group * 128 + place]
          let step = max(abs(value) / scale / 8, 0x1p-9)
          if !(abs(Double(e4m3Values[Int(bits)]) - value / scale) <= step) { wrong += 1 }
        }
      }
    }
    #expect(wrong == 0)
  }

  @Test(arguments: ["swiglu_cuda", "swiglu_ptx"], [(3, 2048), (2, 40)])
  func swiglu(name: String, size: (rows: Int, columns: Int)) throws {
    var wrong = 0
    let run = try BundledRun(name, ["rows": size.rows, "columns": size.columns])
    let input: [UInt16] = try run.input("input")
    let output: [UInt16] = try run.output("output")
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        let gate = Double(bf16(input[row * 2 * size.columns + column]))
        let up = Double(bf16(input[row * 2 * size.columns + size.columns + column]))
        let exact = bf16Bits(Float(gate / (1 + exp(-gate)) * up))
        if !(bf16Distance(output[row * size.columns + column], exact) <= 1) { wrong += 1 }
      }
    }
    #expect(wrong == 0)
  }

  @Test(arguments: ["rmsnorm_cuda", "rmsnorm_ptx"], [(2, 7168), (3, 520)])
  func rmsNorm(name: String, size: (rows: Int, columns: Int)) throws {
    var wrong = 0
    let run = try BundledRun(name, ["rows": size.rows, "columns": size.columns])
    let input: [UInt16] = try run.input("input")
    let weight: [UInt16] = try run.input("weight")
    let output: [UInt16] = try run.output("output")
    for row in 0..<size.rows {
      let values = (0..<size.columns).map { Double(bf16(input[row * size.columns + $0])) }
      let mean = values.reduce(0) { $0 + $1 * $1 } / Double(size.columns)
      let factor = 1 / (mean + Double(Float(1e-6))).squareRoot()
      for column in 0..<size.columns {
        let exact = bf16Bits(Float(values[column] * factor * Double(bf16(weight[column]))))
        if !(bf16Distance(output[row * size.columns + column], exact) <= 1) { wrong += 1 }
      }
    }
    #expect(wrong == 0)
  }

  @Test(arguments: ["rotary_cuda", "rotary_ptx"])
  func rotary(name: String) throws {
    var wrong = 0
    let (tokens, heads, size) = (5, 3, 64)
    let run = try BundledRun(name, ["tokens": tokens, "heads": heads, "size": size])
    let input: [UInt16] = try run.input("input")
    let cosines: [Float] = try run.input("cosines")
    let sines: [Float] = try run.input("sines")
    let positions: [UInt32] = try run.input("positions")
    let output: [UInt16] = try run.output("output")
    for token in 0..<tokens {
      for head in 0..<heads {
        for pair in 0..<(size / 2) {
          let place = (token * heads + head) * size + 2 * pair
          let (a, b) = (bf16(input[place]), bf16(input[place + 1]))
          let angle = Int(positions[token]) * size / 2 + pair
          let (c, s) = (cosines[angle], sines[angle])
          if output[place] != bf16Bits((-(b * s)).addingProduct(a, c)) { wrong += 1 }
          if output[place + 1] != bf16Bits((b * c).addingProduct(a, s)) { wrong += 1 }
        }
      }
    }
    #expect(wrong == 0)
  }

  @Test(arguments: ["combine_reduce_cuda", "combine_reduce_ptx"], [8, 3])
  func combineReduce(name: String, topK: Int) throws {
    var wrong = 0
    let (tokens, columns) = (4, 7168)
    let run = try BundledRun(name, ["tokens": tokens, "input_rows": 11, "columns": columns, "top_k": topK])
    let input: [UInt16] = try run.input("input")
    let indices: [UInt32] = try run.input("indices")
    let weights: [Float] = try run.input("weights")
    let output: [UInt16] = try run.output("output")
    for token in 0..<tokens {
      for column in 0..<columns {
        var sum: Float = 0
        for term in (token * topK)..<((token + 1) * topK) {
          sum.addProduct(weights[term], bf16(input[Int(indices[term]) * columns + column]))
        }
        if output[token * columns + column] != bf16Bits(sum) { wrong += 1 }
      }
    }
    #expect(wrong == 0)
  }
}

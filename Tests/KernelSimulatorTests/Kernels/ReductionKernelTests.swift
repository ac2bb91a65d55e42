import Testing

/// Kernels that reduce: whole numbers exactly, floats within what their sources state.
@Suite struct ReductionKernelTests {
  @Test(arguments: ["reduce_u32_cuda", "reduce_u32_ptx"], [1, 31, 5000, 70_001])
  func wholeNumbers(name: String, count: Int) throws {
    let run = try BundledRun(name, ["count": count])
    let values: [UInt32] = try run.input("values")
    #expect(try run.output("sum", as: UInt32.self) == [values.reduce(0, &+)])
  }

  @Test(arguments: ["reduce_f32_cuda", "reduce_f32_ptx"], [1, 31, 5000, 70_001])
  func floats(name: String, count: Int) throws {
    let run = try BundledRun(name, ["count": count])
    let values: [Float] = try run.input("values")
    let sum: [Float] = try run.output("sum")
    let exact = values.reduce(0.0) { $0 + Double($1) }
    let magnitude = values.reduce(0.0) { $0 + Double(abs($1)) }
    #expect(abs(Double(sum[0]) - exact) <= Double(count) * 0x1p-24 * magnitude)
  }

  @Test(arguments: ["histogram_cuda", "histogram_ptx"], [(1, 256), (5000, 256), (40_000, 7)])
  func histogram(name: String, size: (count: Int, bins: Int)) throws {
    let run = try BundledRun(name, ["count": size.count, "bins": size.bins])
    let keys: [UInt32] = try run.input("keys")
    var counts = [UInt32](repeating: 0, count: size.bins)
    for key in keys where Int(key) < size.bins { counts[Int(key)] += 1 }
    #expect(try run.output("counts", as: UInt32.self) == counts)
  }

  @Test(arguments: [(3, 4096), (2, 1000), (1, 1)])
  func softmax(rows: Int, columns: Int) throws {
    var wrong = 0
    let run = try BundledRun("softmax_cuda", ["rows": rows, "columns": columns])
    let input: [Float] = try run.input("input")
    let output: [Float] = try run.output("output")
    for row in 0..<rows {
      let range = (row * columns)..<((row + 1) * columns)
      let largest = Double(input[range].max() ?? 0)
      let exact = input[range].map { exponential(Double($0) - largest) }
      let sum = exact.reduce(0, +)
      for (index, value) in zip(range, exact) {
        let error = abs(Double(output[index]) - value / sum) / (value / sum)
        if !(error <= 0x1p-20 + Double(columns) * 0x1p-25) { wrong += 1 }
      }
    }
    #expect(wrong == 0)
  }

  /// e to a power from -2 to 0, by its series.
  private func exponential(_ power: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    for index in 1...40 {
      term *= power / Double(index)
      sum += term
    }
    return sum
  }
}

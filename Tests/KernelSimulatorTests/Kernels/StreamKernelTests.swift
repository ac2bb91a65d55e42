import Testing

/// Kernels that move or combine elements one for one: exact.
@Suite struct StreamKernelTests {
  @Test(arguments: [1, 255, 1000])
  func vectorAdd(count: Int) throws {
    let run = try BundledRun("vector_add_cuda", ["count": count])
    let a: [Float] = try run.input("a")
    let b: [Float] = try run.input("b")
    let c: [Float] = try run.output("c")
    #expect(c == zip(a, b).map { $0 + $1 })
  }

  @Test(arguments: ["stream_copy_cuda", "stream_copy_ptx"], [1, 3, 4096, 20_003])
  func streamCopy(name: String, count: Int) throws {
    let run = try BundledRun(name, ["count": count])
    let source: [UInt32] = try run.input("source")
    #expect(try run.output("destination", as: UInt32.self) == source)
  }

  @Test(arguments: ["transpose_cuda", "transpose_ptx"], [(32, 32), (44, 100), (4, 132)])
  func transpose(name: String, size: (rows: Int, columns: Int)) throws {
    var wrong = 0
    let run = try BundledRun(name, ["rows": size.rows, "columns": size.columns])
    let input: [UInt32] = try run.input("input")
    let output: [UInt32] = try run.output("output")
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        if output[column * size.rows + row] != input[row * size.columns + column] { wrong += 1 }
      }
    }
    #expect(wrong == 0)
  }

  @Test(arguments: ["dispatch_gather_cuda", "dispatch_gather_ptx", "dispatch_gather_tma_ptx"])
  func dispatchGather(name: String) throws {
    var wrong = 0
    let columns = 7168
    let run = try BundledRun(name, ["output_rows": 12, "input_rows": 9, "columns": columns])
    let input: [UInt16] = try run.input("input")
    let indices: [UInt32] = try run.input("indices")
    let output: [UInt16] = try run.output("output")
    for (row, index) in indices.enumerated() {
      let source = Int(index) * columns
      if output[(row * columns)..<((row + 1) * columns)] != input[source..<(source + columns)] { wrong += 1 }
    }
    #expect(wrong == 0)
  }
}

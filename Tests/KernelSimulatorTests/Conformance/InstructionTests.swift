import Testing

/// Every instruction of the catalogue in a kernel of its own, on all its operands.
struct InstructionTests {
  @Test func resultsAreThoseOfTheISA() async {
    let total = await withTaskGroup { group in
      for family in ConformanceCatalogue.families.indices { group.addTask { Self.run(family: family) } }
      return await group.reduce(0, +)
    }
    print("conformance: \(total) cases of single instructions")
    #expect(total >= 100_000)
  }

  /// How many cases of a family there are, after it has reported those that differ.
  private static func run(family index: Int) -> Int {
    let family = ConformanceCatalogue.families[index]
    var total = 0
    for cases in family.cases() {
      let (count, mismatches) = run(cases)
      total += count
      guard !mismatches.isEmpty else { continue }
      Issue.record(
        "\(family.name): \(cases.name): \(mismatches.count) of \(cases.inputs.count): \(mismatches.prefix(3))")
    }
    return total
  }

  /// How many cases there are, and those that differ.
  private static func run(_ cases: InstructionCases) -> (Int, [String]) {
    let threads = 128
    let blocks = max(1, (cases.inputs.count + threads - 1) / threads)
    var buffers = [[UInt8](repeating: 0, count: blocks * threads * 8)]
    for operand in cases.operands.indices {
      var words = cases.inputs.map { $0[operand] }
      words += Array(repeating: 1, count: blocks * threads - words.count)
      buffers.append(KernelRun.bytes(words))
    }
    let run: KernelRun
    do {
      run = try KernelRun(cases.kernel, grid: blocks, block: threads, buffers: buffers)
    } catch {
      return (0, ["\(error)"])
    }
    var mismatches = run.findings
    let results: [UInt64] = run.words(0)
    var count = 0
    for (index, input) in cases.inputs.enumerated() {
      let expected = cases.expected(input)
      if expected.isCase { count += 1 }
      if !expected.allows(results[index]) {
        let operands = input.map { "0x" + String($0, radix: 16) }.joined(separator: ", ")
        mismatches.append("(\(operands)) gives 0x\(String(results[index], radix: 16)), not \(expected)")
      }
    }
    return (count, mismatches)
  }
}

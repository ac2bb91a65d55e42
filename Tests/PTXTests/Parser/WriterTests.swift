import PTX
import Testing

/// Texts in the manner of the compilers that write PTX.
@Suite struct WriterTests {
  @Test func triton() throws {
    let module = try PTXText.module("triton")
    let kernel = try #require(module.kernels.first)
    #expect(module.version == PTXVersion(major: 9, minor: 4))
    #expect(kernel.parameters.count == 5)
    #expect(kernel.parameters.allSatisfy { $0.pointer?.alignment == 1 || $0.type == .u32 })
    #expect(kernel.bounds.requiredThreads == [128])
    #expect(module.sourceFiles == [1: "/home/someone/add.py"])
    #expect(kernel.locations.map(\.line) == [9, 20, 25, 30])
    let load = try #require(kernel.instructions.first { module.opcodes[Int($0.opcode)].has("L2::cache_hint") })
    #expect(kernel.locations[Int(load.location)].line == 25)
    #expect(kernel.operands(of: load).count == 3)
    #expect(kernel.labels.map(\.name).contains("waitLoop"))
  }

  @Test func clang() throws {
    let module = try PTXText.module("clang")
    #expect(module.functions.map(\.name) == ["vprintf", "__assertfail", "twice", "half", "kernel"])
    #expect(module.functions.map(\.isDefinition) == [false, false, true, true, true])
    #expect(module.functions[1].isNoReturn)
    #expect(module.variables[1].byteCount == 14 && module.variables[1].initializer?.bytes.count == 12)
    #expect(module.variables[2].initializer?.addresses.map(\.symbol) == ["twice", "half"])
    let half = module.functions[3]
    #expect(half.returns.map(\.space) == [.generic] && half.registerTypes == [.u32, .u32])
    #expect(Array(half.operands(of: half.instructions[0])) == [.register(0), .register(1), .integer(1)])
    let kernel = module.functions[4]
    #expect(kernel.variables.map(\.name) == ["__local_depot0", "param0", "param1", "retval0", "param0", "retval0"])
    let calls = kernel.instructions.filter { module.opcodes[Int($0.opcode)].base == "call" }
    #expect(calls.map { kernel.operands(of: $0).count } == [3, 4, 3])
    guard case .list(let first, 2)? = kernel.operands(of: calls[0]).last else {
      Issue.record("no arguments")
      return
    }
    #expect(kernel.operands[Int(first)] == .symbol(.local(1), offset: 0))
    let access = RegisterAccess(kernel, roles: PTXOpcodeRole.all(of: module))
    let last = try #require(kernel.instructions.lastIndex { module.opcodes[Int($0.opcode)].base == "call" })
    #expect(access.writes(last).map { kernel.registerName($0) } == ["%r5"])
    #expect(access.reads(last).map { kernel.registerName($0) } == ["%r4"])
  }
}

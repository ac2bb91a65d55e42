import PTX
import Testing

@Suite struct LivenessTests {
  private func pressure(_ body: String) throws -> (PTXFunction, ControlFlow, Liveness, RegisterPressure) {
    let module = PTXText.kernel(".reg .pred %p<4>; .reg .b32 %r<9>; .reg .b64 %rd<4>;\n" + body)
    try #require(module.diagnostics.isEmpty, "\(module.diagnostics)")
    let function = module.kernels[0]
    let roles = PTXOpcodeRole.all(of: module)
    let flow = ControlFlow(function, roles: roles)
    let access = RegisterAccess(function, roles: roles)
    let liveness = Liveness(function, flow: flow, access: access)
    return (
      function, flow, liveness, RegisterPressure(function, flow: flow, access: access, liveness: liveness)
    )
  }

  @Test func straightCode() throws {
    let (_, _, _, pressure) = try pressure(
      "mov.u32 %r1, 1; mov.u32 %r2, 2; mov.u64 %rd1, 3; st.global.u32 [%rd1], %r1; st.global.u32 [%rd1], %r2;")
    #expect(pressure.registers == [1, 2, 4, 4, 3])
    #expect(pressure.maximum == 4)
  }

  @Test func valuesLiveThroughLoops() throws {
    let (function, flow, liveness, pressure) = try pressure(
      """
      mov.u32 %r1, 0; mov.u32 %r2, 7; mov.u64 %rd1, 64;
      LOOP: add.u32 %r1, %r1, %r2; setp.lt.u32 %p1, %r1, 100; @%p1 bra LOOP;
      st.global.u32 [%rd1], %r1;
      """)
    let register = Int32(try #require(function.registerDeclarations.first { $0.name == "%r" }).first)
    #expect(flow.blocks.count == 3)
    #expect(liveness.isLive(register + 2, behind: 1) && liveness.isLive(register + 2, before: 1))
    #expect(!liveness.isLive(register + 2, before: 2))
    #expect(pressure.maximum == 4 && pressure.maximumPredicates == 1)
  }

  @Test func aPredicatedDefinitionKeepsTheOldValue() throws {
    let (_, _, _, kept) = try pressure(
      "mov.u32 %r1, 1; mov.u32 %r2, 2; @%p1 mov.u32 %r1, 3; add.u32 %r3, %r1, %r2; st.shared.u32 [0], %r3;")
    let (_, _, _, ended) = try pressure(
      "mov.u32 %r1, 1; mov.u32 %r2, 2; mov.u32 %r1, 3; add.u32 %r3, %r1, %r2; st.shared.u32 [0], %r3;")
    #expect(kept.registers[1] == 2)
    #expect(ended.registers[1] == 1)
  }
}

import Analysis
import Foundation
import GPU
import PTX
import TestSupport
import Testing

@Suite struct InspectTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  private func module(_ change: (String) -> String = { $0 }) throws -> PTXModule {
    let url = Self.folder.appendingPathComponent("Texts/scale.ptx")
    let text = change(try String(contentsOf: url, encoding: .utf8))
    let module = PTXParser.parse(Array(text.utf8), file: "scale.ptx")
    try #require(module.diagnostics.isEmpty, "\(module.diagnostics)")
    return module
  }

  private func inspection(
    _ module: PTXModule, _ options: InspectionOptions = InspectionOptions()
  ) throws -> ModuleInspection {
    let device = try #require(GPUDevice.named("h800-sxm"))
    return try ModuleInspection(module, device: device, options: options) {
      !["mbarrier", "cp"].contains($0.base)
    }
  }

  @Test func text() throws { try Golden.expect(inspection(module()).report.text, is: "inspect-text") }

  @Test func json() throws { try Golden.expect(JSONText.encode(inspection(module())), is: "inspect-json") }

  @Test func csv() throws { try Golden.expect(inspection(module()).report.csv, is: "inspect-csv") }

  @Test func markdown() throws { try Golden.expect(inspection(module()).report.markdown, is: "inspect-markdown") }

  @Test func twoFiles() throws {
    let first = try inspection(module())
    let second = try inspection(
      module {
        $0.replacing("tile[4096]", with: "tile[8192]").replacing(".maxntid 384", with: ".maxntid 512")
          .replacing("entry scale(", with: "entry scale_fast(").replacing("mul.f32", with: "mul.ftz.f32")
          .replacing(".L2::256B", with: "")
      })
    let comparison = InspectionComparison(first, second)
    #expect(comparison.pairs.map(\.first) == ["scale_shared", "scale"])
    #expect(comparison.pairs.map(\.second) == ["scale_shared", "scale_fast"])
    let shared = comparison.pairs[0].differences.first { $0.metric == "shared_bytes" }
    #expect(shared?.difference == 4096)
    try Golden.expect(comparison.report.text, is: "inspect-two-text")
  }

  @Test func originsOfRegisters() throws {
    var options = InspectionOptions()
    var resources = PtxasResources()
    resources.registers = 77
    resources.sharedBytes = 5000
    options.resources = ["scale": resources]
    options.recordedRegisters = ["scale": 20, "scale_shared": 90]
    options.entry = "scale"
    let exact = try inspection(module(), options).kernels
    #expect(exact.map(\.registers.count) == [77] && exact[0].registers.origin == "ptxas")
    #expect(exact[0].sharedBytes == 5000)
    options.entry = "scale_shared"
    let recorded = try inspection(module(), options).kernels
    #expect(recorded.map(\.registers.count) == [90] && recorded[0].registers.origin == "recorded")
    #expect(try inspection(module()).kernels.map(\.registers.count) == [14, 168])
  }

  @Test func blocks() throws {
    var options = InspectionOptions()
    options.blockThreads = 1024
    let given = try inspection(module(), options).kernels
    #expect(given[0].block.origin == .given && given[0].occupancy?.warps == 64)
    #expect(given[1].occupancy == nil && given[1].occupancyError != nil)
    let free = try inspection(module()).kernels
    #expect(free[0].block.origin == .suggested && free[0].block.threads == 128)
    #expect(free[1].block.origin == .launchBounds && free[1].block.threads == 384)
  }

  @Test func whatIsMissing() throws {
    var options = InspectionOptions()
    options.entry = "other"
    #expect(
      throws: InspectionError.noEntry(file: "scale.ptx", name: "other", known: ["scale", "scale_shared"])
    ) { try inspection(module(), options) }
    let empty = PTXParser.parse(Array(".version 8.5\n.target sm_90a\n".utf8), file: "a.ptx")
    #expect(throws: InspectionError.noKernel(file: "a.ptx")) { try inspection(empty) }
  }

  @Test(arguments: [
    ("fma.rn.f32", "fp32"), ("fma.rn.bf16x2", "fp16"), ("add.f64", "fp64"), ("add.s64", "integer"),
    ("div.rn.f32", "special_function"), ("div.s32", "integer"), ("wgmma.fence.sync.aligned", "synchronisation"),
    ("wgmma.mma_async.sync.aligned.m64n8k16.f32.bf16.bf16", "tensor"), ("ld.u32", "load_generic"),
    ("ld.volatile.shared.u32", "load_shared"), ("st.shared::cluster.b32", "store_shared"),
    ("red.relaxed.gpu.global.add.u32", "atomic_global"), ("cp.async.commit_group", "synchronisation"),
    ("cp.async.cg.shared.global", "asynchronous_copy"), ("cvt.rn.bf16x2.f32", "conversion"), ("bra.uni", "control"),
    ("cp.async.mbarrier.arrive.noinc.shared::cta.b64", "synchronisation"),
    (
      "vote.sync.ballot.b32",
      "inter_thread_communication"
    ),
  ]) func classes(spelling: String, key: String) {
    #expect(InstructionClass(PTXOpcode(spelling: spelling)).key == key)
  }
}

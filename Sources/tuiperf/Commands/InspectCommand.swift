import Analysis
import ArgumentParser
import GPU
import KernelLibrary
import KernelSimulator
import PTX

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what a PTX file asks of a GPU: registers, memory, occupancy and instructions of its kernels.",
    discussion: """
      Registers come from ptxas where it is on PATH or given, and are estimated from the PTX elsewhere; each number says \
      which. Of two files the kernels are shown side by side, paired by name and then by order.
      """)

  @Argument(help: ArgumentHelp("One or two PTX files or bundled kernels.", valueName: "file|name"))
  var files: [String]

  @Option(help: "The device.")
  var device = "h800-sxm"

  @Option(help: "Threads of a CTA, for the occupancy.")
  var block: Int?

  @Option(help: "Dynamic shared memory of a CTA in bytes, for the occupancy.")
  var dynamicShared = 0

  @Option(help: "The only kernel to look at.")
  var entry: String?

  @Option(help: ArgumentHelp("The ptxas to ask for registers.", valueName: "path"))
  var ptxas: String?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (1...2).contains(files.count) else { throw ValidationError("give one or two PTX files") }
    if let block, block < 1 { throw ValidationError("--block is a number of threads") }
    if dynamicShared < 0 { throw ValidationError("--dynamic-shared is a number of bytes") }
  }

  func run() throws {
    let gpu = try DeviceOption.named(device)
    let inspections = try files.map { try inspect($0, gpu) }
    if inspections.count == 2 {
      let comparison = InspectionComparison(inspections[0], inspections[1])
      try output.print(comparison, comparison.report)
    } else {
      try output.print(inspections[0], inspections[0].report)
    }
  }

  private func inspect(_ path: String, _ gpu: GPUDevice) throws -> ModuleInspection {
    let source = try KernelSource(path, path: nil)
    let module = source.module
    try source.reportDiagnostics()
    var options = InspectionOptions()
    options.blockThreads = block
    options.dynamicSharedBytes = dynamicShared
    options.entry = entry
    if let bundled = source.bundled {
      options.recordedRegisters = [bundled.entry: bundled.resources.registers]
    } else {
      (options.resources, options.notes) = try resources(of: path, module)
    }
    do {
      return try ModuleInspection(module, device: gpu, options: options, isSupported: Program.supports)
    } catch {
      throw Failure(error)
    }
  }

  /// What ptxas says, where there is one; where it refuses the file, why that is.
  private func resources(
    of path: String, _ module: PTXModule
  ) throws -> (kernels: [String: PtxasResources], notes: [String]) {
    guard let program = ptxas.map({ Ptxas(path: $0) }) ?? Ptxas.onPath() else { return ([:], []) }
    let target = module.targets.first { $0.hasPrefix("sm_") } ?? "sm_90a"
    do {
      return (try program.resources(of: path, target: target), [])
    } catch {
      if case .cannotStart = error, ptxas != nil { throw Failure(.noInput, error.description) }
      return ([:], ["Registers are estimated: \(error)."])
    }
  }
}

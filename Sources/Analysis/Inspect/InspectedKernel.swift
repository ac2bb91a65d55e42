import GPU
import PTX

/// What a PTX file says of a kernel, and what follows from it on a device.
public struct InspectedKernel: Sendable, Equatable, Encodable {
  /// The registers of a thread and where the number comes from: `ptxas`, `recorded` or `estimated`.
  public struct Registers: Sendable, Equatable, Encodable {
    /// 32-bit registers of a thread.
    public let count: Int
    /// Where the number comes from.
    public let origin: String
    /// The most that the launch bounds leave.
    public let cap: Int
  }

  /// Its name.
  public let name: String
  /// The line of its name.
  public let line: Int
  /// Its parameters.
  public let parameters: [InspectedParameter]
  /// What they take together, in bytes.
  public let parameterBytes: Int
  /// Its launch bounds.
  public let bounds: InspectedBounds
  /// Its registers.
  public let registers: Registers
  /// Spills of a thread in bytes, stored and loaded together; known from `ptxas` only.
  public let spillBytes: Int?
  /// Static shared memory of a CTA, in bytes.
  public let sharedBytes: Int
  /// Whether it has dynamic shared memory besides.
  public let usesDynamicShared: Bool
  /// Dynamic shared memory that the occupancy is computed with, in bytes.
  public let dynamicSharedBytes: Int
  /// Local memory of a thread that the text declares, in bytes.
  public let localBytes: Int
  /// Constant memory that it names, in bytes.
  public let constantBytes: Int
  /// The threads of a CTA that the occupancy is computed for.
  public let block: InspectedBlock
  /// Its occupancy; missing where not one CTA fits.
  public let occupancy: InspectedOccupancy?
  /// Why not one CTA fits.
  public let occupancyError: String?
  /// Instructions of its text and of the functions that it calls.
  public let instructions: Int
  /// Their classes.
  public let mix: InstructionMix
  /// The spellings that move data between threads and memory.
  public let memory: [MemoryInstruction]
  /// The instructions that cannot be run.
  public let unsupported: [UnsupportedSpelling]

  enum CodingKeys: String, CodingKey {
    case name, line, parameters
    case parameterBytes = "parameter_bytes"
    case bounds = "launch_bounds"
    case registers
    case spillBytes = "spill_bytes"
    case sharedBytes = "shared_bytes"
    case usesDynamicShared = "uses_dynamic_shared"
    case dynamicSharedBytes = "dynamic_shared_bytes"
    case localBytes = "local_bytes"
    case constantBytes = "constant_bytes"
    case block, occupancy
    case occupancyError = "occupancy_error"
    case instructions
    case mix = "instruction_mix"
    case memory = "memory_instructions"
    case unsupported
  }

  init(
    _ kernel: PTXFunction, _ module: PTXModule, device: GPUDevice, options: InspectionOptions,
    isSupported: [Bool]
  ) {
    let reach = KernelReach([kernel], module)
    let census = InstructionCensus(reach, module, isSupported: isSupported)
    let exact = options.resources[kernel.name]
    name = kernel.name
    line = Int(kernel.place.line)
    parameters = InspectedParameter.all(of: kernel)
    parameterBytes = parameters.last.map { $0.offsetBytes + $0.sizeBytes } ?? 0
    bounds = InspectedBounds(kernel.bounds)
    let count = Self.registers(kernel, module, exact: exact, recorded: options.recordedRegisters[kernel.name])
    registers = Registers(count: count.count, origin: count.origin.rawValue, cap: kernel.bounds.registerCap)
    spillBytes = exact.map { $0.spillStoreBytes + $0.spillLoadBytes }
    sharedBytes = exact?.sharedBytes ?? reach.bytes(in: .shared)
    usesDynamicShared = reach.usesDynamicShared
    dynamicSharedBytes = options.dynamicSharedBytes
    localBytes = reach.bytes(in: .local)
    constantBytes = reach.bytes(in: .const)
    let barriers = max(exact?.barriers ?? (census.usesBarriers ? 1 : 0), 0)
    block = InspectedBlock(
      given: options.blockThreads, bounds: kernel.bounds, device: device, registers: count.count,
      sharedBytes: sharedBytes + options.dynamicSharedBytes, barriers: barriers)
    do {
      occupancy = InspectedOccupancy(
        try device.occupancy(
          threadsPerCTA: block.threads, registersPerThread: count.count,
          sharedBytesPerCTA: sharedBytes + options.dynamicSharedBytes, barriersPerCTA: barriers))
      occupancyError = nil
    } catch {
      occupancy = nil
      occupancyError = error.description
    }
    instructions = census.total
    mix = InstructionMix(census.classes)
    memory = census.memory
    unsupported = census.unsupported
  }

  private static func registers(
    _ kernel: PTXFunction, _ module: PTXModule, exact: PtxasResources?, recorded: Int?
  ) -> RegisterCount {
    if let exact { return RegisterCount(exact.registers, origin: .ptxas) }
    if let recorded { return RegisterCount(recorded, origin: .recorded) }
    return RegisterEstimate.count(kernel, module)
  }
}

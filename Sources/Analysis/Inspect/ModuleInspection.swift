public import GPU
public import PTX

/// A PTX file as `tuiperf inspect` shows it.
public struct ModuleInspection: Sendable, Equatable, Encodable {
  /// The file.
  public let file: String
  /// The version of the ISA that it states.
  public let version: String
  /// The target that it is compiled for.
  public let target: String
  /// The device that occupancies are computed for.
  public let device: String
  /// Its kernels, in the order of the file.
  public let kernels: [InspectedKernel]
  /// The instructions of these kernels that cannot be run, by their first line.
  public let unsupported: [UnsupportedSpelling]
  /// What the reader should know of how the numbers were found.
  public let notes: [String]

  enum CodingKeys: String, CodingKey {
    case file
    case version = "ptx_version"
    case target, device, kernels, unsupported, notes
  }

  /// The inspection of a module.
  ///
  /// - Parameter isSupported: whether an instruction can be run.
  /// - Throws: `InspectionError` where it has no kernel, or not the one that is asked for.
  public init(
    _ module: PTXModule, device: GPUDevice, options: InspectionOptions = InspectionOptions(),
    isSupported: (PTXOpcode) -> Bool
  ) throws(InspectionError) {
    let all = module.kernels
    guard !all.isEmpty else { throw .noKernel(file: module.file) }
    let chosen = options.entry.map { name in all.filter { $0.name == name } } ?? all
    if let entry = options.entry, chosen.isEmpty {
      throw .noEntry(file: module.file, name: entry, known: all.map(\.name))
    }
    let supported = module.opcodes.map(isSupported)
    file = module.file
    version = module.version.description
    target = module.targets.first ?? ""
    self.device = device.id
    kernels = chosen.map {
      InspectedKernel($0, module, device: device, options: options, isSupported: supported)
    }
    unsupported = InstructionCensus(KernelReach(chosen, module), module, isSupported: supported).unsupported
    notes = options.notes
  }
}

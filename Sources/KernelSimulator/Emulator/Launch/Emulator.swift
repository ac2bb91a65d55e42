import PTX

/// Runs kernels instruction by instruction.
public enum Emulator {
  /// Runs a kernel to its end.
  ///
  /// CTAs run in the order of the grid. Where they cannot wait for each other they are shared out to cores; the results
  /// are those of one core. Copies and matrix products are made where they are issued.
  ///
  /// - Parameters:
  ///   - program: The kernel.
  ///   - launch: Its grid, block, cluster, shared memory and arguments.
  ///   - memory: The buffers that it reads and writes.
  ///   - options: Limits and checks.
  /// - Returns: Counts, and what the kernel did that it must not do.
  /// - Throws: Why it cannot start, or not go on.
  public static func run(
    _ program: Program, _ launch: Launch, memory: inout DeviceMemory, options: EmulatorOptions = EmulatorOptions()
  ) throws(EmulatorError) -> EmulatorResult {
    guard program.unsupported.isEmpty else { throw .unsupported(program.unsupported) }
    try program.check(launch)
    var parameterBytes = [UInt8](repeating: 0, count: program.parameters.bytes)
    for (offset, argument) in zip(program.parameters.offsets, launch.arguments) {
      parameterBytes.replaceSubrange(offset..<offset + argument.count, with: argument)
    }
    let variables = try memory.load(program)
    let parameters = memory.allocate(bytes: parameterBytes.count, contents: parameterBytes, isReadOnly: true)
    defer { memory.free(parameters) }
    let constants = try program.constantImage(
      launch: launch, parameterBytes: parameterBytes, parameterAddress: parameters, variables: variables)
    let count = launch.grid.count / launch.cluster.count
    let cores = program.communicates ? 1 : max(1, min(options.cores, count))
    if cores == 1 {
      var executor = Executor(
        program: program, launch: launch, options: options, memory: memory, constants: constants)
      executor.run(clusters: 0..<count)
      if let failure = executor.failure { throw failure }
      return result(
        [ExecutorOutcome(&executor)])
    }
    let parts = ParallelRun.run(
      program: program, launch: launch, options: options, memory: memory, constants: constants, count: count,
      cores: cores)
    if let failure = parts.lazy.compactMap(\.failure).first { throw failure }
    let merged = result(parts)
    if options.maximumInstructions > 0, merged.warpInstructions > options.maximumInstructions {
      throw .instructionLimit(
        kernel: program.kernel, limit: options.maximumInstructions,
        line: program.module.functions[program.entry].instructions.last.map { Int($0.place.line) } ?? 0)
    }
    return merged
  }

  /// The counts and findings of parts in the order of their CTAs, each instruction's finding once.
  private static func result(_ parts: [ExecutorOutcome]) -> EmulatorResult {
    var result = EmulatorResult(warpInstructions: 0, threadInstructions: 0, findings: [], printed: "")
    var printed: [UInt8] = []
    var seen: Set<EmulatorFinding> = []
    for part in parts {
      result.warpInstructions += part.warpInstructions
      result.threadInstructions += part.threadInstructions
      printed += part.printed
      for finding in part.findings {
        var key = finding
        (key.kernel, key.cta, key.thread, key.address, key.detail) = ("", .init(0), .init(0), nil, "")
        if seen.insert(key).inserted { result.findings.append(finding) }
      }
    }
    result.printed = String(decoding: printed, as: UTF8.self)
    return result
  }
}

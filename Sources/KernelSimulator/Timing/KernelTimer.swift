import GPU
public import PTX

/// Times kernels.
///
/// One SM (or as many as a cluster has) is simulated cycle by cycle with the CTAs that fall to it, and its share of L2
/// and memory. When the time of a CTA is steady, the CTAs that are left are extrapolated. L2 is cold at the start.
public enum KernelTimer {
  /// Times a launch.
  ///
  /// - Parameters:
  ///   - program: The kernel.
  ///   - launch: Its grid, block, cluster, shared memory and arguments.
  ///   - memory: Its buffers. Afterwards they hold what the CTAs that were simulated have written, and no more; products
  ///     of matrices are left out.
  ///   - parameters: Those of the device.
  ///   - registers: The registers of a thread; an estimate where `nil`.
  ///   - options: How much is simulated.
  /// - Throws: Why it cannot be timed.
  public static func time(
    _ program: Program, _ launch: Launch, memory: inout DeviceMemory, parameters: KernelTimingParameters,
    registers: RegisterCount? = nil, options: KernelTimingOptions = KernelTimingOptions()
  ) throws(KernelTimingError) -> KernelTiming {
    let count = registers ?? RegisterEstimate.count(program.module.functions[program.entry], program.module)
    let occupancy: Occupancy
    do throws(OccupancyError) {
      occupancy = try parameters.device.occupancy(
        threadsPerCTA: launch.block.count, registersPerThread: count.count,
        sharedBytesPerCTA: program.code.sharedBytes + launch.dynamicSharedBytes)
    } catch {
      throw .occupancy(error)
    }
    guard program.unsupported.isEmpty else { throw .emulator(.unsupported(program.unsupported)) }
    do throws(EmulatorError) {
      try program.check(launch)
      var bytes = [UInt8](repeating: 0, count: program.parameters.bytes)
      for (offset, argument) in zip(program.parameters.offsets, launch.arguments) {
        bytes.replaceSubrange(offset..<offset + argument.count, with: argument)
      }
      let variables = try memory.load(program)
      let address = memory.allocate(bytes: bytes.count, contents: bytes, isReadOnly: true)
      defer { memory.free(address) }
      let constants = try program.constantImage(
        launch: launch, parameterBytes: bytes, parameterAddress: address, variables: variables)
      var run = TimingRun(
        program: program, launch: launch, parameters: parameters, occupancy: occupancy, registers: count,
        options: options)
      let result = run.execute(memory: memory, constants: constants)
      if let failure = run.failure { throw failure }
      if let result { return result }
    } catch {
      throw .emulator(error)
    }
    throw .waits(kernel: program.kernel, line: Int(program.module.functions[program.entry].place.line))
  }
}

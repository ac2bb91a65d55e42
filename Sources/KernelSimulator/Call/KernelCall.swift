public import PTX

/// A kernel with its launch and its arguments, ready to run.
public struct KernelCall: Sendable {
  /// A buffer of an argument.
  public struct Buffer: Sendable, Equatable {
    /// The parameter that leads to it, counted from 0.
    public let parameter: Int
    /// How many bytes it holds.
    public let byteCount: Int
    /// Its first bytes; those that follow are zero.
    let leading: [UInt8]

    /// What it holds.
    public var bytes: [UInt8] { leading + [UInt8](repeating: 0, count: byteCount - leading.count) }

    init(parameter: Int, bytes: [UInt8]) {
      self.parameter = parameter
      byteCount = bytes.count
      leading = bytes
    }

    /// A buffer of zeros.
    init(parameter: Int, zeros count: Int) {
      self.parameter = parameter
      byteCount = count
      leading = []
    }

    /// Whether both hold the same, however much of it is written out.
    public static func == (left: Buffer, right: Buffer) -> Bool {
      left.parameter == right.parameter && left.byteCount == right.byteCount && left.bytes == right.bytes
    }
  }

  /// How a kernel is launched, without its arguments.
  public struct Shape: Sendable, Equatable {
    /// The CTAs.
    public var grid: Launch.Extent
    /// The threads of a CTA.
    public var block: Launch.Extent
    /// The CTAs of a cluster.
    public var cluster: Launch.Extent
    /// The dynamic shared memory of a CTA, in bytes.
    public var dynamicSharedBytes: Int

    /// A launch.
    public init(
      grid: Launch.Extent, block: Launch.Extent, cluster: Launch.Extent = Launch.Extent(1), dynamicSharedBytes: Int = 0
    ) {
      self.grid = grid
      self.block = block
      self.cluster = cluster
      self.dynamicSharedBytes = dynamicSharedBytes
    }
  }

  /// The kernel.
  public let program: Program
  /// How it is launched.
  public let shape: Shape
  /// What the buffers hold before each run.
  public let buffers: [Buffer]
  let arguments: [KernelArgument]

  /// A call.
  ///
  /// - Parameters:
  ///   - entry: the kernel's name; not needed where the module has one kernel.
  ///   - arguments: one a parameter.
  ///   - seed: of the random contents; the same for the same seed.
  ///   - file: reads the file of a buffer.
  /// - Throws: `KernelCallError` where the kernel is not there or takes other arguments.
  public init(
    module: PTXModule, entry: String?, shape: Shape, arguments: [KernelArgument], seed: UInt64 = 0,
    file: (String) throws(KernelArgumentError) -> [UInt8]
  ) throws(KernelCallError) {
    let name = try Self.name(entry, in: module)
    do throws(EmulatorError) {
      program = try Program(module, kernel: name)
      if arguments.count != program.function.parameters.count {
        throw EmulatorError.argumentCount(
          kernel: name, expected: program.function.parameters.count, given: arguments.count)
      }
    } catch {
      throw .emulator(error)
    }
    self.shape = shape
    self.arguments = arguments
    do throws(KernelArgumentError) {
      try Self.check(arguments, program)
      buffers = try Self.contents(arguments, seed: seed, file: file)
    } catch {
      throw .argument(error)
    }
  }

  private static func name(_ entry: String?, in module: PTXModule) throws(KernelCallError) -> String {
    if let entry { return entry }
    let kernels = module.kernels.map(\.name)
    guard let only = kernels.first else {
      throw .emulator(.noSuchKernel(file: module.file, name: "", kernels: kernels))
    }
    guard kernels.count == 1 else { throw .severalKernels(file: module.file, kernels: kernels) }
    return only
  }

  private static func contents(
    _ arguments: [KernelArgument], seed: UInt64, file: (String) throws(KernelArgumentError) -> [UInt8]
  ) throws(KernelArgumentError) -> [Buffer] {
    var random = SplitMix64(seed: seed)
    var buffers: [Buffer] = []
    for (parameter, argument) in arguments.enumerated() {
      guard let contents = argument.ownContents else { continue }
      let buffer: Buffer
      if let zeros = contents.zeros {
        buffer = Buffer(parameter: parameter, zeros: zeros)
      } else {
        buffer = Buffer(parameter: parameter, bytes: try contents.bytes(random: &random, file: file))
      }
      if case .tensor(let tensor) = argument, buffer.byteCount < tensor.byteCount {
        throw KernelArgumentError(
          "\(parameter)", "the tensor takes \(tensor.byteCount) bytes, its contents have \(buffer.byteCount)")
      }
      buffers.append(buffer)
    }
    return buffers
  }

  /// The names of its parameters.
  public var parameterNames: [String] { program.function.parameters.map(\.name) }

  /// Runs it on fresh copies of its buffers.
  ///
  /// - Throws: `KernelCallError` where it cannot run to its end.
  public func run(_ options: EmulatorOptions = EmulatorOptions()) throws(KernelCallError) -> KernelCallResult {
    var memory = DeviceMemory()
    var addresses: [Int: UInt64] = [:]
    for buffer in buffers {
      var isInitialized = true
      if case .uninitialized? = arguments[buffer.parameter].ownContents { isInitialized = false }
      addresses[buffer.parameter] = memory.allocate(
        bytes: buffer.byteCount, contents: isInitialized ? buffer.leading : nil)
    }
    let launch = Launch(
      grid: shape.grid, block: shape.block, cluster: shape.cluster, dynamicSharedBytes: shape.dynamicSharedBytes,
      arguments: try passed(addresses))
    let result: EmulatorResult
    do throws(EmulatorError) {
      result = try Emulator.run(program, launch, memory: &memory, options: options)
    } catch {
      throw .emulator(error)
    }
    let after = buffers.map { buffer in
      Buffer(
        parameter: buffer.parameter,
        bytes: addresses[buffer.parameter].flatMap { memory.read($0, count: buffer.byteCount) } ?? [])
    }
    return KernelCallResult(result, buffers: after)
  }

  /// The bytes of each parameter.
  func passed(_ addresses: [Int: UInt64]) throws(KernelCallError) -> [[UInt8]] {
    var passed: [[UInt8]] = []
    for (parameter, argument) in arguments.enumerated() {
      switch argument {
      case .scalar(let type, let bits): passed.append(Self.bytes(bits, count: type.bytes))
      case .bytes(let bytes): passed.append(bytes)
      case .buffer: passed.append(Self.bytes(addresses[parameter] ?? 0, count: 8))
      case .tensor(let tensor):
        do throws(KernelArgumentError) {
          passed.append(try tensor.encoded(address: addresses[tensor.owner(of: parameter)] ?? 0))
        } catch {
          throw .argument(error)
        }
      }
    }
    return passed
  }

  private static func bytes(_ bits: UInt64, count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * $0)) }
  }
}

extension Program {
  /// The kernel as it was parsed.
  var function: PTXFunction { module.functions[entry] }
}

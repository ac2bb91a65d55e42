import GPU
public import KernelLibrary
public import PTX

extension KernelCall {
  /// Times it on fresh copies of its buffers.
  ///
  /// - Parameters:
  ///   - parameters: those of the device.
  ///   - registers: the registers of a thread; an estimate where `nil`.
  /// - Throws: `KernelTimingError` where it cannot be timed.
  public func time(
    parameters: KernelTimingParameters, registers: RegisterCount? = nil,
    options: KernelTimingOptions = KernelTimingOptions()
  ) throws(KernelTimingError) -> KernelTiming {
    var memory = DeviceMemory()
    var addresses: [Int: UInt64] = [:]
    for buffer in buffers {
      addresses[buffer.parameter] = memory.allocate(bytes: buffer.byteCount, contents: buffer.leading)
    }
    let passed: [[UInt8]]
    do throws(KernelCallError) {
      passed = try self.passed(addresses)
    } catch {
      throw .call(error)
    }
    let launch = Launch(
      grid: shape.grid, block: shape.block, cluster: shape.cluster, dynamicSharedBytes: shape.dynamicSharedBytes,
      arguments: passed)
    return try KernelTimer.time(
      program, launch, memory: &memory, parameters: parameters, registers: registers, options: options)
  }
}

extension BundledKernel {
  /// Times it for a shape with the registers that were recorded.
  ///
  /// Buffers of activations and weights hold zeros, since their values decide nothing about time; indices are what the
  /// catalogue says.
  ///
  /// - Throws: `KernelTimingError` where it cannot be timed.
  public func timing(
    _ shape: KernelShape, parameters: KernelTimingParameters, options: KernelTimingOptions = KernelTimingOptions()
  ) throws(KernelTimingError) -> KernelTiming {
    let module = PTXParser.parse(Array(bytes), file: "\(name).ptx")
    let used = options.usedMultiprocessors(of: parameters.device.multiprocessors.value)
    let launch = self.launch(shape).onMultiprocessors(used)
    func extent(_ extent: KernelExtent) -> Launch.Extent { Launch.Extent(extent.x, extent.y, extent.z) }
    let call: KernelCall
    do throws(KernelCallError) {
      call = try KernelCall(
        module: module, entry: entry,
        shape: KernelCall.Shape(
          grid: extent(launch.grid), block: extent(launch.block), cluster: launch.cluster.map(extent) ?? .init(1),
          dynamicSharedBytes: launch.dynamicSharedBytes),
        arguments: arguments(shape).map(\.withoutValues)
      ) { (path: String) throws(KernelArgumentError) in
        throw KernelArgumentError(path, "bundled kernels read no files")
      }
    } catch {
      throw .call(error)
    }
    return try call.time(
      parameters: parameters, registers: RegisterCount(resources.registers, origin: .recorded), options: options)
  }
}

extension KernelArgument {
  /// The same with zeros for random numbers that are no indices.
  fileprivate var withoutValues: KernelArgument {
    switch self {
    case .buffer(let contents): return .buffer(contents.withoutValues)
    case .tensor(let tensor):
      guard case .own(let contents) = tensor.contents else { return self }
      return .tensor(
        TensorArgument(
          type: tensor.type, sizes: tensor.sizes, box: tensor.box, swizzleBytes: tensor.swizzleBytes,
          fillsNaN: tensor.fillsNaN, contents: .own(contents.withoutValues)))
    case .scalar, .bytes: return self
    }
  }
}

extension BufferContents {
  fileprivate var withoutValues: BufferContents {
    switch self {
    case .random(let count, _), .positive(let count, _): .zero(count)
    default: self
    }
  }
}

import GPU
import PTX

/// Checks of a launch, and the variables of a module.
extension Program {
  /// The limits that CUDA sets to a launch.
  private enum Limits {
    static let threads = 1024
    static let block = (x: 1024, y: 1024, z: 64)
    static let grid = (x: 2_147_483_647, y: 65535, z: 65535)
    static let cluster = 16
    /// The most shared memory that a CTA of compute capability 9.0 may have.
    static let sharedBytes = 227 * 1024
  }

  /// Whether a launch is possible.
  func check(_ launch: Launch) throws(EmulatorError) {
    let function = module.functions[entry]
    guard launch.arguments.count == function.parameters.count else {
      throw .argumentCount(kernel: kernel, expected: function.parameters.count, given: launch.arguments.count)
    }
    for (index, (parameter, argument)) in zip(function.parameters, launch.arguments).enumerated()
    where parameter.byteCount != argument.count {
      throw .argumentSize(
        kernel: kernel, parameter: index, name: parameter.name, expected: parameter.byteCount, given: argument.count)
    }
    func refuse(_ reason: String) -> EmulatorError { .launch(kernel: kernel, reason: reason) }
    let (grid, block, cluster) = (launch.grid, launch.block, launch.cluster)
    guard grid.x > 0, grid.y > 0, grid.z > 0 else { throw refuse("the grid \(grid) has no CTAs") }
    guard block.x > 0, block.y > 0, block.z > 0 else { throw refuse("the block \(block) has no threads") }
    guard grid.x <= Limits.grid.x, grid.y <= Limits.grid.y, grid.z <= Limits.grid.z else {
      throw refuse("the grid \(grid) is larger than (2147483647, 65535, 65535)")
    }
    guard block.x <= Limits.block.x, block.y <= Limits.block.y, block.z <= Limits.block.z,
      block.count <= Limits.threads
    else { throw refuse("the block \(block) has \(block.count) threads; at most 1024 are possible") }
    guard cluster.x > 0, cluster.y > 0, cluster.z > 0, cluster.count <= Limits.cluster else {
      throw refuse("a cluster of \(cluster); 1 to 16 CTAs are possible")
    }
    guard grid.x % cluster.x == 0, grid.y % cluster.y == 0, grid.z % cluster.z == 0 else {
      throw refuse("the grid \(grid) is no multiple of the cluster \(cluster)")
    }
    try checkBounds(launch, function.bounds)
    guard launch.dynamicSharedBytes >= 0 else { throw refuse("negative dynamic shared memory") }
    let bytes = code.sharedBytes + launch.dynamicSharedBytes
    guard bytes <= Limits.sharedBytes else {
      throw refuse("\(bytes) bytes of shared memory; at most \(Limits.sharedBytes) are possible")
    }
  }

  /// What the kernel's directives say of its launch.
  private func checkBounds(_ launch: Launch, _ bounds: PTXLaunchBounds) throws(EmulatorError) {
    func extent(_ sizes: [Int]) -> Launch.Extent {
      Launch.Extent(sizes.first ?? 1, sizes.count > 1 ? sizes[1] : 1, sizes.count > 2 ? sizes[2] : 1)
    }
    if let required = bounds.requiredThreads, extent(required) != launch.block {
      throw .launch(kernel: kernel, reason: "the block \(launch.block) is not the \(extent(required)) of .reqntid")
    }
    if let maximum = bounds.maximumThreads, launch.block.count > extent(maximum).count {
      throw .launch(
        kernel: kernel,
        reason: "the block \(launch.block) has \(launch.block.count) threads; .maxntid allows \(extent(maximum).count)")
    }
    if let required = bounds.requiredCluster, extent(required) != launch.cluster {
      throw .launch(
        kernel: kernel, reason: "the cluster \(launch.cluster) is not the \(extent(required)) of .reqnctapercluster")
    }
    if let maximum = bounds.maximumClusterRank, launch.cluster.count > maximum {
      throw .launch(
        kernel: kernel, reason: "a cluster of \(launch.cluster.count) CTAs; .maxclusterrank allows \(maximum)")
    }
  }
}

extension DeviceMemory {
  /// Puts the variables of a module into memory, once.
  ///
  /// - Returns: Their addresses, by their place in the module.
  mutating func load(_ program: Program) throws(EmulatorError) -> [Int: UInt64] {
    let module = program.module
    var result: [Int: UInt64] = [:]
    var fresh: [Int] = []
    for (index, variable) in module.variables.enumerated() where variable.space == .global || variable.space == .const {
      let key = "\(module.file)\u{0}\(variable.name)"
      if let address = variables[key] {
        result[index] = address
        continue
      }
      var bytes = variable.initializer?.bytes ?? []
      bytes += [UInt8](repeating: 0, count: max(0, variable.byteCount - bytes.count))
      let address = allocate(
        bytes: max(bytes.count, variable.byteCount), contents: bytes, isReadOnly: variable.space == .const)
      variables[key] = address
      result[index] = address
      fresh.append(index)
    }
    for index in fresh {
      for relocation in module.variables[index].initializer?.addresses ?? [] {
        try relocate(relocation, at: result[index] ?? 0, program, result, module.variables[index])
      }
    }
    return result
  }

  private mutating func relocate(
    _ relocation: PTXInitializer.Address, at address: UInt64, _ program: Program, _ addresses: [Int: UInt64],
    _ variable: PTXVariable
  ) throws(EmulatorError) {
    let module = program.module
    var value: UInt64
    if let target = module.variables.firstIndex(where: { $0.name == relocation.symbol }), let found = addresses[target]
    {
      value = found
    } else if let number = program.code.functions.firstIndex(where: { $0.name == relocation.symbol }) {
      value = AddressWindow.code + UInt64(number) * AddressWindow.codeStride
    } else {
      throw .unknownSymbol(file: module.file, line: Int(variable.place.line), name: relocation.symbol)
    }
    value &+= UInt64(bitPattern: relocation.addend)
    var bytes: [UInt8] = []
    for byte in 0..<relocation.byteCount {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt64((relocation.firstByte + byte) * 8)))
    }
    write(bytes, to: address + UInt64(relocation.offset))
  }
}

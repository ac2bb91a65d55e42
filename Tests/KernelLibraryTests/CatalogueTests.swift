import KernelLibrary
import Testing

@Suite("The catalogue of bundled kernels")
struct CatalogueTests {
  @Test("Names are unique and found")
  func names() {
    let names = KernelLibrary.all.map(\.name)
    #expect(Set(names).count == names.count)
    for name in names { #expect(KernelLibrary.named(name)?.name == name) }
    #expect(KernelLibrary.named("no_such_kernel") == nil)
  }

  @Test("Every PTX path has a CUDA path that does the same work with the same dimensions")
  func pairs() throws {
    for kernel in KernelLibrary.all {
      #expect(kernel.name.hasPrefix(kernel.work) && kernel.name.hasSuffix("_\(kernel.path)"), "\(kernel.name)")
      guard kernel.path == .ptx else { continue }
      let first = try #require(KernelLibrary.paths(of: kernel.work).first)
      #expect(first.path == .cuda, "\(kernel.name)")
      #expect(kernel.dimensions.map(\.name) == first.dimensions.map(\.name), "\(kernel.name)")
    }
  }

  @Test("The paths to a piece of work lead to the same buffers", arguments: Set(KernelLibrary.all.map(\.work)).sorted())
  func buffers(work: String) throws {
    let paths = KernelLibrary.paths(of: work)
    func buffers(of kernel: BundledKernel) -> [String: String] {
      var buffers: [String: String] = [:]
      for parameter in kernel.parameters {
        guard let buffer = parameter.buffer else { continue }
        let count = buffer.count(kernel.standardShape)
        buffers[parameter.name] = "\(buffer.element) \(buffer.access) \(count)"
      }
      return buffers
    }
    let first = buffers(of: try #require(paths.first))
    for kernel in paths.dropFirst() { #expect(buffers(of: kernel) == first, "\(kernel.name)") }
  }

  @Test("The standard shape is one the kernel takes, and its launch fits the device", arguments: KernelLibrary.all)
  func launches(kernel: BundledKernel) throws {
    let shape = try KernelShape(kernel.dimensions, given: [:])
    #expect(shape == kernel.standardShape)
    let launch = kernel.launch(shape)
    #expect(launch.grid.count >= 1 && launch.grid.x <= Int(Int32.max) && launch.grid.y <= 65535)
    #expect(launch.block.count >= 32 && launch.block.count <= 1024)
    #expect(kernel.resources.staticSharedBytes + launch.dynamicSharedBytes <= 227 * 1024)
    #expect(kernel.resources.registers * launch.block.count <= 65536)
    if let cluster = launch.cluster {
      #expect(launch.grid.x.isMultiple(of: cluster.x) && launch.grid.y.isMultiple(of: cluster.y))
    }
  }

  @Test("The parameters that pass dimensions name all of them", arguments: KernelLibrary.all)
  func dimensions(kernel: BundledKernel) {
    let passed = kernel.parameters.compactMap { parameter -> String? in
      guard case .dimension(let name) = parameter.kind else { return nil }
      return name
    }
    #expect(passed == kernel.dimensions.map(\.name))
  }

  @Test("A tensor map's strides and box are ones the hardware takes", arguments: KernelLibrary.all)
  func tensorMaps(kernel: BundledKernel) {
    for parameter in kernel.parameters {
      guard case .tensorMap(let map) = parameter.kind else { continue }
      let shape = kernel.standardShape
      let sizes = map.sizes(shape)
      #expect(sizes.count == map.box.count && sizes.reduce(1, *) == map.buffer.count(shape))
      for stride in map.strides(shape) { #expect(stride.isMultiple(of: 16)) }
      for side in map.box { #expect(side >= 1 && side <= 256) }
      let row = map.box[0] * map.buffer.element.bytes
      #expect(row.isMultiple(of: 16))
      if map.swizzle == .bytes128 { #expect(row <= 128) }
    }
  }

  @Test("A shape that a kernel does not take is refused")
  func refusals() throws {
    let kernel = try #require(KernelLibrary.named("transpose_ptx"))
    #expect(throws: KernelShapeError.unknownDimension("rowz", known: ["rows", "columns"])) {
      try KernelShape(kernel.dimensions, given: ["rowz": 4])
    }
    #expect(throws: KernelShapeError.badValue(6, kernel.dimensions[0])) {
      try KernelShape(kernel.dimensions, given: ["rows": 6])
    }
    #expect(throws: KernelShapeError.badValue(0, kernel.dimensions[1])) {
      try KernelShape(kernel.dimensions, given: ["columns": 0])
    }
    #expect(try KernelShape(kernel.dimensions, given: ["rows": 8])["rows"] == 8)
  }
}

public import KernelLibrary
import PTX

extension BundledKernel {
  /// The arguments of a launch for a shape, with buffers filled as the catalogue says.
  public func arguments(_ shape: KernelShape) -> [KernelArgument] {
    parameters.map { parameter in
      switch parameter.kind {
      case .buffer(let buffer): .buffer(BufferContents(buffer, shape))
      case .dimension(let name): .scalar(.u32, bits: UInt64(shape[name]))
      case .f32(let value): .scalar(.f32, bits: UInt64(value.bitPattern))
      case .tensorMap(let map): .tensor(TensorArgument(map, shape))
      }
    }
  }
}

extension BufferContents {
  /// What the catalogue says of a buffer.
  init(_ buffer: KernelBuffer, _ shape: KernelShape) {
    let bytes = buffer.count(shape) * buffer.element.bytes
    let type = buffer.element.type
    switch buffer.contents {
    case .zero: self = .zero(bytes)
    case .signed: self = .random(bytes, type)
    case .positive: self = .positive(bytes, type)
    case .below(let bound): self = .below(bytes, type, bound(shape))
    case .sections(let bound): self = .sections(bytes, type, bound(shape))
    }
  }
}

extension TensorArgument {
  /// What the catalogue says of a tensor map.
  init(_ map: KernelTensorMap, _ shape: KernelShape) {
    self.init(
      type: map.buffer.element.type, sizes: map.sizes(shape), box: map.box, swizzleBytes: map.swizzle.rawValue,
      fillsNaN: false, contents: .own(BufferContents(map.buffer, shape)))
  }
}

extension KernelElement {
  /// Its PTX type.
  fileprivate var type: PTXType {
    switch self {
    case .u32: .u32
    case .f32: .f32
    case .bf16: .bf16
    case .e4m3: .e4m3
    }
  }
}

extension KernelCall.Shape {
  /// What the catalogue says of a launch.
  public init(_ launch: KernelLaunch) {
    func extent(_ extent: KernelExtent) -> Launch.Extent { Launch.Extent(extent.x, extent.y, extent.z) }
    self.init(
      grid: extent(launch.grid), block: extent(launch.block),
      cluster: launch.cluster.map(extent) ?? Launch.Extent(1), dynamicSharedBytes: launch.dynamicSharedBytes)
  }
}

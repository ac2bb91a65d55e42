import PTX

/// The special registers of a warp.
struct SpecialValues {
  private let launch: Launch
  private let cta: CTAState
  private let warp: Int

  /// Those of a warp of a CTA.
  init(launch: Launch, cta: CTAState, warp: Int) {
    self.launch = launch
    self.cta = cta
    self.warp = warp
  }

  /// The SMs that CTAs are said to be on: those of an H800.
  private static let smCount = 132

  private func component(_ extent: Launch.Extent, _ index: UInt8) -> UInt64 {
    switch index {
    case 0: UInt64(extent.x)
    case 1: UInt64(extent.y)
    case 2: UInt64(extent.z)
    default: 0
    }
  }

  /// The value of a register in a lane.
  func value(_ register: PTXSpecialRegister, lane: Int, sharedBytes: Int, launchedBytes: Int) -> UInt64 {
    let index = register.component
    let (block, grid, cluster) = (launch.block, launch.grid, launch.cluster)
    let thread = warp * 32 + lane
    let place = Launch.Extent(cta.x, cta.y, cta.z)
    let clusterPlace = Launch.Extent(cta.x / cluster.x, cta.y / cluster.y, cta.z / cluster.z)
    let clusters = Launch.Extent(grid.x / cluster.x, grid.y / cluster.y, grid.z / cluster.z)
    let bit = UInt64(1) << UInt64(lane)
    switch register.name {
    case .tid:
      return component(
        Launch.Extent(thread % block.x, thread / block.x % block.y, thread / (block.x * block.y)), index)
    case .ntid: return component(block, index)
    case .ctaid: return component(place, index)
    case .nctaid: return component(grid, index)
    case .laneid: return UInt64(lane)
    case .warpid: return UInt64(warp)
    case .nwarpid: return UInt64((block.count + 31) / 32)
    case .smid: return UInt64((cta.x + grid.x * (cta.y + grid.y * cta.z)) % Self.smCount)
    case .nsmid: return UInt64(Self.smCount)
    case .gridid: return 1
    case .clusterid: return component(clusterPlace, index)
    case .nclusterid: return component(clusters, index)
    case .clusterCTAID:
      return component(Launch.Extent(cta.x % cluster.x, cta.y % cluster.y, cta.z % cluster.z), index)
    case .clusterNCTAID: return component(cluster, index)
    case .clusterCTARank: return UInt64(cta.rank)
    case .clusterNCTARank: return UInt64(cluster.count)
    case .isExplicitCluster: return cluster.count > 1 ? 1 : 0
    case .lanemaskEqual: return bit
    case .lanemaskLess: return bit - 1
    case .lanemaskLessEqual: return bit | (bit - 1)
    case .lanemaskGreater: return ~(bit | (bit - 1)) & 0xFFFF_FFFF
    case .lanemaskGreaterEqual: return ~(bit - 1) & 0xFFFF_FFFF
    case .totalSharedBytes, .alignedSharedBytes: return UInt64(sharedBytes)
    case .dynamicSharedBytes: return UInt64(launchedBytes)
    case .reservedSharedOffset: return 0
    default: return 0
    }
  }
}

/// A special register of PTX: its name, and the component of those that are vectors.
public struct PTXSpecialRegister: Sendable, Hashable {
  /// Its name without `%`.
  public enum Name: String, Sendable, Hashable, CaseIterable {
    case tid, ntid, ctaid, nctaid, laneid, warpid, nwarpid, smid, nsmid, gridid
    case clusterid, nclusterid
    case clusterCTAID = "cluster_ctaid"
    case clusterNCTAID = "cluster_nctaid"
    case clusterCTARank = "cluster_ctarank"
    case clusterNCTARank = "cluster_nctarank"
    case isExplicitCluster = "is_explicit_cluster"
    case lanemaskEqual = "lanemask_eq"
    case lanemaskLessEqual = "lanemask_le"
    case lanemaskLess = "lanemask_lt"
    case lanemaskGreaterEqual = "lanemask_ge"
    case lanemaskGreater = "lanemask_gt"
    case clock
    case clockHigh = "clock_hi"
    case clock64
    case globaltimer
    case globaltimerLow = "globaltimer_lo"
    case globaltimerHigh = "globaltimer_hi"
    case totalSharedBytes = "total_smem_size"
    case alignedSharedBytes = "aggr_smem_size"
    case dynamicSharedBytes = "dynamic_smem_size"
    case currentGraphExecution = "current_graph_exec"
    /// `%envreg0` to `%envreg31`: the component is the number.
    case envreg
    /// `%pm0` to `%pm7`: the component is the number.
    case pm
    case reservedSharedOffset = "reserved_smem_offset_begin"
  }

  /// Which register.
  public var name: Name
  /// 0 to 3 for `.x` to `.w`, the number of a numbered one; 0 where it has none.
  public var component: UInt8

  /// A register.
  public init(name: Name, component: UInt8 = 0) {
    self.name = name
    self.component = component
  }
}

/// A three-dimensional count, as CUDA's `dim3`: a grid in CTAs, a block in threads, a cluster in CTAs.
public struct Extent: Hashable, Sendable, CustomStringConvertible {
  /// The count along x.
  public var x: Int
  /// The count along y.
  public var y: Int
  /// The count along z.
  public var z: Int

  /// A count along three axes; y and z default to 1.
  public init(x: Int, y: Int = 1, z: Int = 1) {
    self.x = x
    self.y = y
    self.z = z
  }

  /// The product of the three; saturates instead of overflowing, since the numbers come from foreign files.
  public var count: Int {
    let (xy, overflowXY) = x.multipliedReportingOverflow(by: y)
    let (xyz, overflowXYZ) = xy.multipliedReportingOverflow(by: z)
    return overflowXY || overflowXYZ ? Int.max : xyz
  }

  /// As engineers write it: `112`, `1x112`, `2x56x4`. Trailing ones are left out.
  public var description: String {
    if z != 1 { return "\(x)x\(y)x\(z)" }
    return y != 1 ? "\(x)x\(y)" : "\(x)"
  }
}

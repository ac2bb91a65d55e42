/// The ends of the asynchronous work of a warp, in groups: `cp.async`, bulk copies and `wgmma` each have one.
struct GroupQueue {
  /// When what has been started since the last commit ends.
  private var pending: Int64 = 0
  /// When all groups up to each of the last eight have ended.
  private var ends = SIMD8<Int64>(repeating: 0)
  private var count = 0

  /// Work that ends at a time joins the open group.
  @inline(__always)
  mutating func add(_ end: Int64) { pending = max(pending, end) }

  /// Closes the open group.
  mutating func commit() {
    ends[(count + 1) & 7] = max(pending, ends[count & 7])
    count += 1
    pending = 0
  }

  /// When all but the last groups have ended.
  func end(allBut last: Int) -> Int64 {
    if last >= 7 { return 0 }
    return last >= count ? 0 : ends[(count - last) & 7]
  }

  /// When everything that has been started has ended.
  var allEnd: Int64 { max(pending, ends[count & 7]) }
}

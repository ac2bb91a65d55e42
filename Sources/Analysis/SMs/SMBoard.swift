import GPU

/// The SMs of a device at a time: what room each has left, and how many CTAs of each role it holds.
///
/// A word an SM: the room in the lanes of `SMFootprint`, CTAs of communication in bits 48 to 55 and of compute in 56 to
/// 63. CTAs come and go by adding and subtracting words.
struct SMBoard: Hashable {
  private var rooms: [UInt64]

  init(_ gpu: GPUDevice) {
    let limits = gpu.limits
    let room = SMFootprint.pack(
      shared: limits.sharedBytes, registers: limits.registers, warps: limits.warps, ctas: limits.ctas, limits: limits)
    rooms = Array(repeating: room, count: gpu.multiprocessors.value)
  }

  private static func unit(_ role: KernelRole) -> UInt64 { role == .communication ? 1 << 48 : 1 << 56 }

  /// Places up to `count` CTAs breadth first: one on each SM with room, the emptiest first, then a second on each, and so
  /// on.
  ///
  /// - Returns: CTAs on each SM.
  mutating func place(_ count: Int, _ footprint: SMFootprint, _ role: KernelRole) -> [UInt8] {
    // Neighbouring SMs mostly have the same room.
    var known = (room: UInt64.max, fits: 0)
    let fits = rooms.map { room -> Int in
      let left = room & 0xFFFF_FFFF_FFFF
      if left != known.room { known = (left, footprint.count(in: left)) }
      return known.fits
    }
    let shared = Self.share(count, among: fits) {
      // The numbers are arbitrary, so among equals communication counts from the first SM and compute from the last:
      // the picture then shows each in its place.
      let sign = role == .communication ? 1 : -1
      return rooms.indices.sorted { (rooms[$1] >> 32 & 0xFF, $0 * sign) < (rooms[$0] >> 32 & 0xFF, $1 * sign) }
    }
    let change = Self.unit(role) &- footprint.packed
    for sm in rooms.indices { rooms[sm] &+= UInt64(shared[sm]) &* change }
    return shared
  }

  /// Takes CTAs away, from the SMs that hold the most, until `kept` of `counts` are left.
  ///
  /// - Returns: what is left on each SM.
  mutating func remove(keeping kept: Int, of counts: [UInt8], _ footprint: SMFootprint, _ role: KernelRole) -> [UInt8] {
    let left =
      kept == 0
      ? [UInt8](repeating: 0, count: counts.count)
      : Self.share(kept, among: counts.map { Int($0) }) {
        role == .communication ? Array(counts.indices) : counts.indices.reversed()
      }
    let change = footprint.packed &- Self.unit(role)
    for sm in rooms.indices { rooms[sm] &+= UInt64(counts[sm] - left[sm]) &* change }
    return left
  }

  /// Shares `count` out so that all get as equally much as their limits allow; what is over goes one by one in `order`.
  private static func share(_ count: Int, among limits: [Int], order: () -> [Int]) -> [UInt8] {
    if limits.reduce(0, +) <= count { return limits.map { UInt8($0) } }
    var level = 0
    var given = 0
    while true {
      let next = limits.reduce(0) { $0 + min($1, level + 1) }
      if next > count { break }
      given = next
      level += 1
    }
    var result = limits.map { UInt8(min($0, level)) }
    var over = count - given
    if over > 0 {
      for index in order() where over > 0 && limits[index] > level {
        result[index] += 1
        over -= 1
      }
    }
    return result
  }

  /// The role of every SM.
  var roles: [SMRole] {
    rooms.map { $0 >> 48 & 0xFF > 0 ? .communication : $0 >> 56 > 0 ? .compute : .idle }
  }
}

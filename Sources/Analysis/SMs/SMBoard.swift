import GPU

/// The SMs of a device while CTAs come and go: what each has left, and which role it has.
struct SMBoard {
  private struct Room {
    var warps: Int
    var ctas: Int
    var registers: Int
    var shared: Int
    var communicationCTAs = 0
    var computeCTAs = 0

    func fits(_ footprint: SMFootprint) -> Bool {
      ctas > 0 && warps >= footprint.warps && registers >= footprint.registers && shared >= footprint.shared
    }
  }

  private var rooms: [Room]

  init(_ gpu: GPUDevice) {
    let limits = gpu.limits
    rooms = Array(
      repeating: Room(
        warps: limits.warps, ctas: limits.ctas, registers: limits.registers, shared: limits.sharedBytes),
      count: gpu.multiprocessors.value)
  }

  /// Places up to `count` CTAs breadth first, the emptiest SMs first, and adds them to `counts`.
  ///
  /// - Returns: how many found room.
  mutating func place(_ count: Int, _ footprint: SMFootprint, _ role: KernelRole, in counts: inout [UInt8]) -> Int {
    var order = rooms.indices.filter { rooms[$0].fits(footprint) }
    // Ties go to the lower number, so that the same trace always gives the same picture.
    order.sort { (rooms[$1].warps, $0) < (rooms[$0].warps, $1) }
    var placed = 0
    while placed < count && !order.isEmpty {
      for sm in order where placed < count {
        change(sm, footprint, role, by: 1)
        counts[sm] += 1
        placed += 1
      }
      order.removeAll { !rooms[$0].fits(footprint) }
    }
    return placed
  }

  /// Takes CTAs away from the SMs that hold the most of them until `kept` are left.
  mutating func remove(keeping kept: Int, _ footprint: SMFootprint, _ role: KernelRole, from counts: inout [UInt8]) {
    var left = counts.reduce(0) { $0 + Int($1) }
    var level = counts.max() ?? 0
    while left > kept && level > 0 {
      for sm in counts.indices.reversed() where counts[sm] == level && left > kept {
        change(sm, footprint, role, by: -1)
        counts[sm] -= 1
        left -= 1
      }
      level -= 1
    }
  }

  private mutating func change(_ sm: Int, _ footprint: SMFootprint, _ role: KernelRole, by sign: Int) {
    rooms[sm].warps -= sign * footprint.warps
    rooms[sm].ctas -= sign
    rooms[sm].registers -= sign * footprint.registers
    rooms[sm].shared -= sign * footprint.shared
    if role == .communication { rooms[sm].communicationCTAs += sign } else { rooms[sm].computeCTAs += sign }
  }

  /// The role of every SM.
  var roles: [SMRole] {
    rooms.map { $0.communicationCTAs > 0 ? .communication : $0.computeCTAs > 0 ? .compute : .idle }
  }
}

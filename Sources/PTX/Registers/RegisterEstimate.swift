/// An estimate of the registers that `ptxas` gives a kernel.
///
/// It starts from the most registers that are live at once, without those that machine code needs no register of a
/// thread for, and adds what addresses and overlapping work take besides. Kernels that move registers between warps get
/// what they ask for, as far as their launch bounds allow: that is exact.
public enum RegisterEstimate {
  /// Registers for addresses, temporary values and work that is started early. It is the median of what `ptxas` of CUDA
  /// 13.5 uses beyond the live registers over 25 kernels of 22 to 858 instructions.
  static let besides = 8

  /// The registers of a thread of a kernel.
  ///
  /// - Parameter roles: those of the module's opcodes, where they are at hand.
  public static func count(
    _ function: PTXFunction, _ module: PTXModule, roles: [PTXOpcodeRole]? = nil
  ) -> RegisterCount {
    let cap = function.bounds.registerCap
    if let moved = movedRegisters(function, module) { return RegisterCount(min(cap, moved), origin: .estimated) }
    let roles = roles ?? PTXOpcodeRole.all(of: module)
    let flow = ControlFlow(function, roles: roles)
    let access = RegisterAccess(function, roles: roles)
    let liveness = Liveness(function, flow: flow, access: access)
    let free = MachineOperands.free(function, module, access: access)
    let pressure = RegisterPressure(function, flow: flow, access: access, liveness: liveness, ignored: free)
    return RegisterCount(min(cap, pressure.maximum + besides), origin: .estimated)
  }

  /// The most registers that a `setmaxnreg` of the kernel asks for; `nil` where there is none, or where no directive
  /// settles how many registers a thread has at the start, in which case `ptxas` ignores them.
  private static func movedRegisters(_ function: PTXFunction, _ module: PTXModule) -> Int? {
    guard function.bounds.threads != nil || function.bounds.maximumRegisters != nil else { return nil }
    let moves = module.opcodes.map { $0.base == "setmaxnreg" }
    guard moves.contains(true) else { return nil }
    var most: Int?
    for instruction in function.instructions where moves[Int(instruction.opcode)] {
      if case .integer(let count)? = function.operands(of: instruction).first, (0...256).contains(count) {
        most = max(most ?? 0, Int(count))
      }
    }
    return most
  }
}

import PTX

/// Kernels with the functions that they call, and the variables that all of them name.
struct KernelReach {
  /// The kernels first, then what they call, in the order in which it is reached; each once.
  let functions: [PTXFunction]
  /// The variables of the module that they name, in the order of the file.
  let variables: [PTXVariable]

  init(_ kernels: [PTXFunction], _ module: PTXModule) {
    var found = kernels
    var seen: Set<Int32> = []
    var named: Set<Int32> = []
    var next = 0
    while next < found.count {
      for operand in found[next].operands {
        switch operand {
        case .symbol(.function(let index), _), .symbolAddress(.function(let index), _):
          if seen.insert(index).inserted && module.functions[Int(index)].isDefinition {
            found.append(module.functions[Int(index)])
          }
        case .symbol(.global(let index), _), .symbolAddress(.global(let index), _): named.insert(index)
        default: break
        }
      }
      next += 1
    }
    functions = found
    variables = named.sorted().map { module.variables[Int($0)] }
  }

  /// The bytes of all variables in a space, laid out one behind the other. Dynamic shared memory follows the static one,
  /// which reaches up to its alignment.
  func bytes(in space: PTXSpace) -> Int {
    var end = 0
    let all = (variables + functions.flatMap(\.variables)).filter { $0.space == space }
    for variable in all where variable.byteCount > 0 { end = roundedUp(end, variable) + variable.byteCount }
    if end > 0 { for variable in all where variable.byteCount == 0 { end = roundedUp(end, variable) } }
    return end
  }

  private func roundedUp(_ offset: Int, _ variable: PTXVariable) -> Int {
    let alignment = max(variable.alignment, 1)
    return (offset + alignment - 1) / alignment * alignment
  }

  /// Whether shared memory is left open for the launch.
  var usesDynamicShared: Bool {
    (variables + functions.flatMap(\.variables)).contains {
      $0.space == .shared && $0.linkage == .extern && $0.byteCount == 0
    }
  }
}

import PTX

/// A kernel with the functions that it calls, and the variables that they name.
struct KernelReach {
  /// The kernel first, then what it calls, in the order in which it is reached.
  let functions: [PTXFunction]
  /// The variables of the module that they name, in the order of the file.
  let variables: [PTXVariable]

  init(_ kernel: PTXFunction, _ module: PTXModule) {
    var found: [PTXFunction] = [kernel]
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

  /// The bytes of all variables in a space, laid out one behind the other.
  func bytes(in space: PTXSpace) -> Int {
    var end = 0
    for variable in variables + functions.flatMap(\.variables) where variable.space == space {
      let alignment = max(variable.alignment, 1)
      end = (end + alignment - 1) / alignment * alignment + variable.byteCount
    }
    return end
  }

  /// Whether shared memory is left open for the launch.
  var usesDynamicShared: Bool {
    (variables + functions.flatMap(\.variables)).contains {
      $0.space == .shared && $0.linkage == .extern && $0.byteCount == 0
    }
  }
}

import PTX

/// Which functions of a module can call which.
struct CallGraph {
  private var callees: [Set<Int>]

  /// The graph of a module. An indirect call can reach every function whose address is taken.
  init(_ module: PTXModule) {
    callees = Array(repeating: [], count: module.functions.count)
    var definitions: [String: Int] = [:]
    for (index, function) in module.functions.enumerated() where function.isDefinition {
      definitions[function.name] = index
    }
    var taken: Set<Int> = []
    var indirect: [Int] = []
    for variable in module.variables {
      for address in variable.initializer?.addresses ?? [] {
        if let index = definitions[address.symbol] { taken.insert(index) }
      }
    }
    for (index, function) in module.functions.enumerated() {
      for instruction in function.instructions {
        let isCall = module.opcodes[Int(instruction.opcode)].base == "call"
        var isDirect = false
        for operand in function.operands(of: instruction) {
          guard case .symbol(.function(let callee), _) = operand,
            let target = definitions[module.functions[Int(callee)].name]
          else { continue }
          if isCall {
            callees[index].insert(target)
            isDirect = true
          } else {
            taken.insert(target)
          }
        }
        if isCall && !isDirect { indirect.append(index) }
      }
    }
    for index in indirect { callees[index].formUnion(taken) }
  }

  /// The functions that can be called again before they return.
  var recursiveFunctions: Set<Int> {
    var result: Set<Int> = []
    for start in callees.indices where !callees[start].isEmpty {
      var seen: Set<Int> = []
      var pending = Array(callees[start])
      while let next = pending.popLast() {
        if next == start {
          result.insert(start)
          break
        }
        if seen.insert(next).inserted { pending.append(contentsOf: callees[next]) }
      }
    }
    return result
  }
}

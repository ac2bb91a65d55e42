import PTX

/// How often the registers of a function are read, and what for.
struct RegisterUses: Sendable {
  private var counts: [Int32]
  private var others: [Bool]
  private var definitions: [Int32]

  init(_ function: PTXFunction, _ access: RegisterAccess) {
    let registers = function.registerTypes.count
    counts = Array(repeating: 0, count: registers)
    others = Array(repeating: false, count: registers)
    definitions = Array(repeating: -1, count: registers)
    for index in function.instructions.indices {
      for register in access.reads(index) { counts[Int(register)] += 1 }
      for register in access.writes(index) {
        definitions[Int(register)] = definitions[Int(register)] == -1 ? Int32(index) : -2
      }
      var addresses: [Int32] = []
      for operand in function.operands(of: function.instructions[index]) {
        if case .address(let register, _) = operand { addresses.append(register) }
        // What is stored may be its own address.
        if case .register(let register) = operand, !access.writes(index).contains(register) {
          others[Int(register)] = true
        }
      }
      for register in access.reads(index) where !addresses.contains(register) { others[Int(register)] = true }
    }
  }

  /// How many operands read it.
  func count(_ register: Int32) -> Int { Int(counts[Int(register)]) }

  /// Whether it is only read as an address, and written once.
  func areAddresses(_ register: Int32) -> Bool { !others[Int(register)] && definitions[Int(register)] >= 0 }

  /// The only instruction that writes it.
  func definition(_ register: Int32) -> Int? {
    let index = definitions[Int(register)]
    return index >= 0 ? Int(index) : nil
  }
}

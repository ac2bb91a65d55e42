/// One instruction with the operands that it is tried on.
struct InstructionCases {
  /// What a register of the kernel holds.
  enum Register: Sendable {
    case b16, b32, b64
    /// A predicate: 0 or 1.
    case pred

    /// The type of its register and of its memory.
    var type: String {
      switch self {
      case .b16: "b16"
      case .b32, .pred: "b32"
      case .b64: "b64"
      }
    }
  }

  /// The instruction, as reports name it.
  let name: String
  /// The PTX statements; they read `%a`, `%b`, `%c` and `%e` and write `%d`.
  let body: String
  /// What `%d` holds.
  let result: Register
  /// What the operands hold.
  let operands: [Register]
  /// The operands of each case.
  let inputs: [[UInt64]]
  /// What the ISA says of the result.
  let expected: ([UInt64]) -> Expected

  /// One instruction whose operands stand in order.
  init(
    _ spelling: String, _ result: Register, _ operands: [Register], _ inputs: [[UInt64]],
    _ expected: @escaping ([UInt64]) -> Expected
  ) {
    let names = ["%a", "%b", "%c", "%e"].prefix(operands.count)
    self.init(
      name: spelling, body: "\(spelling) %d, \(names.joined(separator: ", "));", result, operands, inputs, expected)
  }

  /// Statements of their own.
  init(
    name: String, body: String, _ result: Register, _ operands: [Register], _ inputs: [[UInt64]],
    _ expected: @escaping ([UInt64]) -> Expected
  ) {
    self.name = name
    self.body = body
    self.result = result
    self.operands = operands
    self.inputs = inputs
    self.expected = expected
  }

  /// The cases that say something.
  var count: Int { inputs.reduce(0) { $0 + (expected($1).isCase ? 1 : 0) } }

  /// A kernel whose thread i runs the statements on the i-th operands: parameters are the results and then the operands,
  /// 8 bytes each.
  var kernel: String {
    var lines = [
      ".version 8.5", ".target sm_90a", ".address_size 64", "", ".visible .entry conformance(",
      (0...operands.count).map { "  .param .u64 p\($0)" }.joined(separator: ",\n"), ")", "{",
      "  .reg .b64 %address, %offset, %base;", "  .reg .b32 %thread, %block, %size, %flag;",
      "  mov.u32 %thread, %tid.x;", "  mov.u32 %block, %ctaid.x;", "  mov.u32 %size, %ntid.x;",
      "  mad.lo.u32 %thread, %block, %size, %thread;", "  mul.wide.u32 %offset, %thread, 8;",
      "  .reg .\(result == .pred ? "pred" : result.type) %d;",
    ]
    for (index, operand) in operands.enumerated() {
      let name = "%" + ["a", "b", "c", "e"][index]
      lines += [
        "  ld.param.u64 %base, [p\(index + 1)];", "  add.u64 %address, %base, %offset;",
        "  .reg .\(operand == .pred ? "pred" : operand.type) \(name);",
      ]
      if operand == .pred {
        lines += ["  ld.global.b32 %flag, [%address];", "  setp.ne.u32 \(name), %flag, 0;"]
      } else {
        lines.append("  ld.global.\(operand.type) \(name), [%address];")
      }
    }
    lines += ["  \(body)", "  ld.param.u64 %base, [p0];", "  add.u64 %address, %base, %offset;"]
    if result == .pred { lines.append("  selp.u32 %flag, 1, 0, %d;") }
    lines += ["  st.global.\(result.type) [%address], \(result == .pred ? "%flag" : "%d");", "  ret;", "}", ""]
    return lines.joined(separator: "\n")
  }
}

/// Every choice of one value from each list.
func combinations(_ lists: [UInt64]...) -> [[UInt64]] {
  lists.reduce([[]]) { tuples, list in tuples.flatMap { tuple in list.map { tuple + [$0] } } }
}

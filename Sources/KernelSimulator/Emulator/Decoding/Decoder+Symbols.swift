import PTX

/// Addresses of variables.
extension Decoder {
  /// The bytes of shared memory that the system keeps at its start; addresses of variables start behind them.
  static let reservedSharedBytes = 1024

  /// The slot of an address: of shared memory and of the thread's own as an offset in its space, of all else as it is.
  mutating func symbolAddress(_ symbol: PTXSymbol, _ offset: Int64, bits: Int) throws(DecodeFailure) -> Int32 {
    switch symbol {
    case .global(let index):
      return try moduleVariable(module.variables[Int(index)], index, offset, bits: bits)
    case .local(let index):
      let variable = function.variables[Int(index)]
      switch variable.space {
      case .shared:
        return shared(variable, key: "\(functionKey).\(index)", offset, bits: bits)
      case .local, .param, .generic:
        return frameAddress(variableFrame(Int(index)), offset, bits: bits)
      case .global, .const: throw .unsupported
      }
    case .parameter(let index):
      if function.kind == .entry {
        return constant(.parameters(offset: Int64(parameterOffset(Int(index))) + offset), bits: bits)
      }
      return frameAddress(code.functions[number].parameters[Int(index)], offset, bits: bits)
    case .returned(let index):
      return frameAddress(code.functions[number].returns[Int(index)], offset, bits: bits)
    case .function(let index):
      guard let target = definition(Int(index)) else { throw .unsupported }
      return constant(.function(Int32(functionNumber(target))), bits: bits)
    }
  }

  private var functionKey: String { "\(number)" }

  /// Where a variable of the body lies.
  mutating func variableFrame(_ index: Int) -> ProgramFunction.Frame {
    if let frame = variableFrames[index] { return frame }
    let result = frame(of: function.variables[index], in: number)
    variableFrames[index] = result
    return result
  }

  /// The slot of an address in the thread's memory.
  mutating func frameAddress(_ frame: ProgramFunction.Frame, _ offset: Int64, bits: Int) -> Int32 {
    let place = Int64(frame.offset) + offset
    guard code.functions[number].isRecursive else { return constant(place, bits: bits) }
    var op = Selection.wide(.add)
    op.a = code.functions[number].frameSlot
    op.b = constant(place, bits: 64)
    op.d = allocate(bits: 64)
    prepare(op)
    return resized(op.d, from: 64, to: bits)
  }

  private mutating func moduleVariable(
    _ variable: PTXVariable, _ index: Int32, _ offset: Int64, bits: Int
  ) throws(DecodeFailure) -> Int32 {
    switch variable.space {
    case .shared: return shared(variable, key: variable.name, offset, bits: bits)
    case .global, .const: return constant(.variable(index, offset: offset), bits: bits)
    case .local:
      if sharedOffsets["local " + variable.name] == nil {
        sharedOffsets["local " + variable.name] = frame(of: variable, in: 0).offset
      }
      return constant(Int64(sharedOffsets["local " + variable.name] ?? 0) + offset, bits: bits)
    case .param, .generic: throw .unsupported
    }
  }

  /// The slot of an address in shared memory. Variables of open size all start behind the others.
  private mutating func shared(_ variable: PTXVariable, key: String, _ offset: Int64, bits: Int) -> Int32 {
    if variable.byteCount == 0 {
      code.dynamicSharedAlignment = max(code.dynamicSharedAlignment, variable.alignment)
      return constant(.dynamicShared(offset: offset), bits: bits)
    }
    if sharedOffsets[key] == nil {
      let alignment = max(variable.alignment, 1)
      let start = (Self.reservedSharedBytes + code.sharedBytes + alignment - 1) / alignment * alignment
      sharedOffsets[key] = start
      code.sharedBytes = start + variable.byteCount - Self.reservedSharedBytes
    }
    return constant(Int64(sharedOffsets[key] ?? 0) + offset, bits: bits)
  }

  /// Where a parameter of the kernel starts.
  func parameterOffset(_ index: Int) -> Int { KernelParameters(function.parameters).offsets[index] }
}

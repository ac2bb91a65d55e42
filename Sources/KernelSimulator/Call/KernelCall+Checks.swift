import PTX

extension KernelCall {
  /// Checks that each argument is what its parameter takes.
  static func check(_ arguments: [KernelArgument], _ program: Program) throws(KernelArgumentError) {
    for (index, (argument, parameter)) in zip(arguments, program.function.parameters).enumerated() {
      func refuse(_ reason: String) -> KernelArgumentError {
        KernelArgumentError("\(index)", "parameter \(index) (\(parameter.name)) \(reason)")
      }
      switch argument {
      case .scalar(let type, _):
        if parameter.byteCount != type.bytes {
          throw refuse("has \(parameter.byteCount) bytes, a \(type.spelling) has \(type.bytes)")
        }
        if parameter.type.isFloat != type.isFloat, !parameter.type.isUntyped, !type.isUntyped {
          throw refuse("is a \(parameter.type.spelling), the argument a \(type.spelling)")
        }
      case .bytes(let bytes):
        if parameter.byteCount != bytes.count {
          throw refuse("has \(parameter.byteCount) bytes, the argument has \(bytes.count)")
        }
      case .buffer:
        if parameter.byteCount != 8 { throw refuse("has \(parameter.byteCount) bytes, an address has 8") }
      case .tensor(let tensor):
        if parameter.byteCount != TensorMap.byteCount {
          throw refuse("has \(parameter.byteCount) bytes, a tensor map has \(TensorMap.byteCount)")
        }
        if case .argument(let other) = tensor.contents {
          guard arguments.indices.contains(other), case .buffer = arguments[other] else {
            throw refuse("is a tensor of argument \(other), which is no buffer")
          }
        }
      }
    }
  }
}

extension PTXType {
  /// Whether it says nothing of what the bits mean.
  fileprivate var isUntyped: Bool { self == .b8 || self == .b16 || self == .b32 || self == .b64 }
}

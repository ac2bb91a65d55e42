import KernelLibrary

extension ValidationCase {
  /// A rate of a bundled kernel: its work in a nanosecond.
  ///
  /// - Parameters:
  ///   - work: bytes for GB/s, operations for TFLOPS.
  ///   - parameters: those of the device.
  init(
    _ id: String, _ quantity: String, _ unit: String, _ published: Double, _ source: String, kernel name: String,
    _ given: [String: Int], work: Double, parameters: KernelTimingParameters,
    options: KernelTimingOptions = KernelTimingOptions()
  ) {
    self.init(id, quantity, unit, published, source) { () throws(KernelTimingError) in
      let timing = try Self.timing(name, given, parameters: parameters, options)
      return work / timing.nanoseconds / (unit == "TFLOPS" ? 1000 : 1)
    }
  }

  /// Times a bundled kernel.
  static func timing(
    _ name: String, _ given: [String: Int], parameters: KernelTimingParameters, _ options: KernelTimingOptions
  ) throws(KernelTimingError) -> KernelTiming {
    guard let kernel = KernelLibrary.named(name) else { preconditionFailure("no kernel \(name)") }
    let shape: KernelShape
    do throws(KernelShapeError) {
      shape = try KernelShape(kernel.dimensions, given: given)
    } catch {
      preconditionFailure("\(error)")
    }
    return try kernel.timing(shape, parameters: parameters, options: options)
  }
}

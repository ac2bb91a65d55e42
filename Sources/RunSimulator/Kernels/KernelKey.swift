import KernelLibrary
import Trace

/// A bundled kernel and its shape, as a kernel time table names them: `fp8_gemm_ptx m=4096,n=7168,k=2048`.
struct KernelKey {
  let kernel: BundledKernel
  let shape: KernelShape

  /// - Throws: `RunError.unknownKernel` where the text names no kernel, `KernelShapeError` where the kernel does not take
  ///   the shape.
  init(_ text: String) throws {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let kernel = KernelLibrary.named(String(parts[0])) else {
      throw RunError.unknownKernel(key: text)
    }
    var given: [String: Int] = [:]
    for pair in parts[1].split(separator: ",") {
      let sides = pair.split(separator: "=")
      guard sides.count == 2, let value = Int(sides[1]) else { throw RunError.unknownKernel(key: text) }
      given[String(sides[0])] = value
    }
    self.kernel = kernel
    shape = try KernelShape(kernel.dimensions, given: given)
  }

  /// How the kernel is launched on some SMs, with what ptxas reported for it.
  func launchShape(multiprocessors: Int) -> LaunchShape {
    let launch = kernel.launch(shape).onMultiprocessors(multiprocessors)
    func extent(_ own: KernelExtent) -> Extent { Extent(x: own.x, y: own.y, z: own.z) }
    return LaunchShape(
      grid: extent(launch.grid), block: extent(launch.block), cluster: launch.cluster.map(extent),
      registersPerThread: kernel.resources.registers, staticSharedBytes: kernel.resources.staticSharedBytes,
      dynamicSharedBytes: launch.dynamicSharedBytes)
  }
}

/// The kernels that come with the program.
public enum KernelLibrary {
  /// All of them, by family.
  public static let all: [BundledKernel] =
    streamKernels + reductionKernels + rearrangementKernels + tokenKernels + expertKernels + f32MatrixKernels
    + bf16MatrixKernels + fp8MatrixKernels + fp8WeightKernels + attentionKernels

  /// The kernel of a name.
  public static func named(_ name: String) -> BundledKernel? {
    all.first { $0.name == name }
  }

  /// The kernels that do a piece of work, CUDA path first.
  public static func paths(of work: String) -> [BundledKernel] {
    all.filter { $0.work == work && $0.path == .cuda } + all.filter { $0.work == work && $0.path == .ptx }
  }
}

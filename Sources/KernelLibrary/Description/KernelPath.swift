/// How a kernel is written.
public enum KernelPath: String, Sendable, CaseIterable {
  /// CUDA C++ as it is usually written; every instruction is the compiler's choice.
  case cuda
  /// The instructions that matter are chosen by hand, as inline PTX.
  case ptx
}

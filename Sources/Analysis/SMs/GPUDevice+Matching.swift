public import GPU
public import Trace

extension GPUDevice {
  /// The known device that a trace describes, by its name and, where it says how many, its SMs.
  ///
  /// A profiler gives the marketing name, which does not tell SXM from PCIe: the number of SMs does.
  public static func matching(_ device: TraceDevice) -> GPUDevice? {
    let name = device.name.uppercased()
    let candidates = catalogue.filter { candidate in
      guard let model = candidate.name.split(separator: " ").first else { return false }
      return name.contains(model)
    }
    if let multiprocessors = device.multiprocessors {
      return candidates.first { $0.multiprocessors.value == multiprocessors }
    }
    return candidates.first { name.contains("PCIE") == $0.id.hasSuffix("pcie") } ?? candidates.first
  }
}

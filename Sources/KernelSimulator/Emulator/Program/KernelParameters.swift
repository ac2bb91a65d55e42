import PTX

/// Where the parameters of a kernel lie.
struct KernelParameters {
  /// Where each starts.
  private(set) var offsets: [Int] = []
  /// The bytes of all.
  private(set) var bytes = 0

  /// The layout of parameters: each behind the one before, at its alignment.
  init(_ parameters: [PTXVariable]) {
    for parameter in parameters {
      let alignment = max(parameter.alignment, 1)
      let offset = (bytes + alignment - 1) / alignment * alignment
      offsets.append(offset)
      bytes = offset + parameter.byteCount
    }
  }
}

import CKernelText

extension BundledKernel {
  /// The PTX, which lies in the program itself and is not copied.
  public var bytes: UnsafeRawBufferPointer {
    // The table is in ascending order of names.
    var low = 0
    var high = kernel_text_count()
    while low < high {
      let middle = low + (high - low) / 2
      let text = kernel_text_at(middle)
      let candidate = String(cString: text.name)
      if candidate == name { return UnsafeRawBufferPointer(start: text.bytes, count: text.length) }
      if candidate < name { low = middle + 1 } else { high = middle }
    }
    preconditionFailure("no PTX for \(name)")
  }

  /// The PTX as text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}

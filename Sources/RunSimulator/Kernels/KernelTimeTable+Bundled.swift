import CKernelText

extension KernelTimeTable {
  /// The text of the times that come with the program: those of the built-in scenarios, on the H800 SXM.
  ///
  /// After a change of the timer or a kernel a test makes the file again (see the README).
  static let bundledText: String = {
    let text = kernel_times()
    return String(decoding: UnsafeRawBufferPointer(start: text.bytes, count: text.length), as: UTF8.self)
  }()

  /// These times.
  public static let bundled: KernelTimeTable = {
    do {
      return try KernelTimeTable(text: bundledText)
    } catch {
      preconditionFailure("\(error)")
    }
  }()
}

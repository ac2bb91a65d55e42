extension KernelTimeTable {
  /// The times that come with the program: those of the built-in scenarios.
  public static let bundled: KernelTimeTable = {
    do {
      return try KernelTimeTable(text: bundledText)
    } catch {
      preconditionFailure("\(error)")
    }
  }()
}

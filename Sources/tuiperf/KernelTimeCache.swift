import Glibc
import RunSimulator

/// The kernel times that this user's simulations have made beside those that come with the program.
///
/// A file in the user's folder for caches; what another build with other kernels or another timer has left there is
/// replaced. Where the file cannot be read or written, times are simulated again.
enum KernelTimeCache {
  /// The bundled times and those of the cache.
  static func read() -> KernelTimeTable {
    var table = KernelTimeTable.bundled
    table.add(kept())
    return table
  }

  /// The times for some scenarios: those that are known, and the others simulated and kept.
  ///
  /// - Throws: `Failure` where a kernel cannot be timed or the user interrupts.
  static func table(for scenarios: [Scenario], known: KernelTimeTable = read()) throws -> KernelTimeTable {
    let line = ProgressLine("simulating kernels")
    defer { line.finish() }
    let added: KernelTimeTable
    do {
      added = try Interrupt.watching {
        try KernelTimes.missing(of: scenarios, from: known) { done, total in
          line.update(done: Int64(done), of: Int64(total))
        }
      }
    } catch is CancellationError {
      throw Failure(.interrupted, "interrupted")
    }
    guard added.count > 0 else { return known }
    // Another process may have added to the file meanwhile.
    var all = kept()
    all.add(added)
    write(all)
    var table = known
    table.add(added)
    return table
  }

  private static var header: String { "tuiperf \(Version.current) kernels \(KernelTimes.fingerprint)" }

  private static func kept() -> KernelTimeTable {
    guard let path, access(path, R_OK) == 0, let text = try? InputFile.text(of: path),
      let end = text.firstIndex(of: "\n"), text[..<end] == header,
      let table = try? KernelTimeTable(text: String(text[text.index(after: end)...]))
    else { return KernelTimeTable() }
    return table
  }

  private static func write(_ table: KernelTimeTable) {
    guard let path else { return }
    for folder in folders { mkdir(folder, 0o777) }
    try? OutputFile.write("\(header)\n\(table.text)", to: path)
  }

  /// `TUIPERF_CACHE`, or a file in the user's folder for caches; `nil` where there is none.
  private static var path: String? {
    Environment.text("TUIPERF_CACHE") ?? folders.last.map { $0 + "/kernel-times" }
  }

  /// The folders that may have to be made for it, from the top on.
  private static var folders: [String] {
    let top = Environment.text("XDG_CACHE_HOME") ?? Environment.text("HOME").map { $0 + "/.cache" }
    guard let top, Environment.text("TUIPERF_CACHE") == nil else { return [] }
    return [top, top + "/tuiperf"]
  }
}

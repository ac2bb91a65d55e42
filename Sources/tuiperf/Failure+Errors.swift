import Analysis
import KernelSimulator
import RunSimulator
import TraceFile
import TraceImport

extension Failure {
  /// The exit code of an import that failed.
  init(_ error: ImportError) {
    let code: Code =
      switch error {
      case .notFound, .notReadable: .noInput
      case .empty, .notATrace, .damagedGzip, .strict, .foreignDatabase, .database: .badInput
      case .read: .inputOutput
      case .cancelled: .interrupted
      }
    self.init(code, error.description)
  }

  /// The exit code of a trace file that could not be opened, read or written.
  init(_ error: TraceFileError) {
    let code: Code =
      switch error {
      case .notFound, .notReadable: .noInput
      case .foreignDatabase, .notADatabase, .newerVersion, .statement, .notReadOnly: .badInput
      case .cannotCreate: .cannotCreate
      case .cannotWrite: .inputOutput
      case .cancelled: .interrupted
      }
    self.init(code, error.description)
  }

  /// The exit code of a scenario that cannot be simulated.
  init(_ error: RunError) {
    self.init(.badInput, error.description)
  }

  /// The exit code of a PTX file that cannot be inspected.
  init(_ error: InspectionError) {
    self.init(.badInput, error.description)
  }

  /// The exit code of a kernel that cannot be called, or not to its end.
  init(_ error: KernelCallError) {
    let code: Code =
      switch error {
      case .emulator(.trap), .emulator(.deadlock), .emulator(.stopped): .gate
      default: .badInput
      }
    self.init(code, error.description)
  }
}

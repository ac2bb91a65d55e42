import PTX
import TestSupport
import Testing

@testable import KernelSimulator

/// Every instruction family that real files use is run.
struct InstructionFamilyTests {
  @Test(.enabled(if: SharedFiles.areAvailable, SharedFiles.reason))
  func familiesOfThreeFilesAndMoreAreSupported() throws {
    let rows = try SharedFiles.rows(of: "calibration/ptx_opcode_frequency.csv")
    let spellings = rows.filter { $0["level"] == "full" }
    #expect(spellings.count > 400)
    let missing = spellings.compactMap { row -> String? in
      guard let spelling = row["opcode"], (row["files"].flatMap { Int($0) } ?? 0) >= 3 else { return nil }
      return Program.supports(PTXOpcode(spelling: spelling)) ? nil : spelling
    }
    #expect(missing.isEmpty, "\(missing)")
  }
}

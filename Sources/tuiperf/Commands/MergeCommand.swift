import Analysis
import ArgumentParser

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Join the JSON files of the parts of a sweep.")

  @Argument(help: ArgumentHelp("What sweep --shard wrote with --format json.", valueName: "file"))
  var files: [String]

  @OptionGroup var output: OutputOptions

  func run() throws {
    let parts = try files.map { file in
      guard let finding = SweepFinding(json: try InputFile.text(of: file)) else {
        throw Failure(.badInput, "\(file): not the JSON of a sweep")
      }
      return (name: file, finding: finding)
    }
    let merged: SweepFinding
    do {
      merged = try SweepFinding.merged(parts)
    } catch {
      throw Failure(.badInput, error.description)
    }
    try output.print(merged, merged.report)
  }
}

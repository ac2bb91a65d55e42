import Analysis
import ArgumentParser
import TraceFile

struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Run a SQL query on a trace; nothing is changed.",
    discussion: """
      The view span_view joins spans with their names, tracks and launch shapes. Times are nanoseconds from the trace's \
      origin. Example: tuiperf query x.tuiperf \
      "SELECT name, count(*), sum(duration_ns) FROM span_view GROUP BY name ORDER BY 3 DESC LIMIT 10"
      """)

  @Argument(help: "A trace of any kind.")
  var file: String

  @Argument(help: "The query.")
  var sql: String

  @OptionGroup var input: InputOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let trace = try input.open(file)
    do {
      let result = try trace.query(sql)
      try output.print(QueryFinding(result), QueryFinding(result).report)
    } catch let error as TraceFileError {
      throw Failure(error)
    }
  }
}

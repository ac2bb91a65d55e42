import ArgumentParser
import Glibc

/// The program: it parses, runs the command, and turns what went wrong into one line and an exit code.
@main
enum Main {
  static func main() {
    // A closed pipe is an error number, not the end of the program.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try Tuiperf.parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      if !failure.message.isEmpty { Console.error(failure.message) }
      Tuiperf.exit(withError: ExitCode(failure.exitCode))
    } catch {
      Tuiperf.exit(withError: error)
    }
  }
}

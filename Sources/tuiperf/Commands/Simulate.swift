import ArgumentParser

struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Simulate what no GPU at hand can run.",
    subcommands: [SimulateKernel.self, SimulateRun.self, SimulateExperts.self])
}

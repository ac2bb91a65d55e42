import Foundation
import KernelSimulator
import RunSimulator
import Terminal
import TestSupport
import Testing
import Trace

@testable import Analysis
@testable import Explorer

/// Claims, Validate and Experts with simulations whose results are given, so that screens do not follow the simulators.
@Suite struct SimulationScreenTests {
  private static let sizes = [(80, 24), (200, 60)]

  private func step() throws -> TraceTables {
    var recorder = TraceRecorder(info: TraceInfo(origin: .simulation, sourceName: "unit"))
    try simulate(Scenario.builtIn("unit")).record(into: &recorder)
    return recorder.finish()
  }

  private var figures: ClaimFigures {
    let full: Int64 = 16_000_000_000
    var outcomes = Claim.all.enumerated().map { number, claim in
      claim.trials.indices.map { trial in
        ClaimTrial.Outcome.times(with: full, without: full + full * Int64(number * 3 + trial - 4) / 100)
      }
    }
    outcomes[0] = [.times(with: full, without: 40_000_000_000)]
    outcomes[1][2] = .unavailable("no time is known of a kernel")
    return ClaimFigures(
      scenario: "deepseek-v3-h800", step: full, estimatedPercent: 35, stepError: -0.197, outcomes: outcomes,
      ladder: EfficiencyLadder(
        rungs: [
          .init(title: "plain", step: 40_000_000_000), .init(title: "GEMMs in FP8", step: 32_000_000_000),
          .init(title: "DualPipe in place of 1F1B", step: full),
        ], leftOut: ["dispatch in FP8: no time is known of a kernel"]))
  }

  private func claims(_ width: Int, _ height: Int, of tables: TraceTables) throws -> ExplorerDriver {
    let driver = try ExplorerDriver(tables, width: width, height: height)
    driver.press("c")
    #expect(driver.asked == [.simulateClaims])
    driver.take(.claimsProgress(.init(done: 3, total: 30)))
    #expect(driver.screen().text.contains("3 of 30"))
    driver.take(.claimsLoaded(.ready(figures)))
    return driver
  }

  @Test func claimsAreAListWithADetail() throws {
    for (width, height) in Self.sizes {
      let driver = try claims(width, height, of: step())
      try Golden.expect(driver.screen().text, is: "c-claims-\(width)x\(height)")
      driver.press("enter")
      try Golden.expect(driver.screen().text, is: "c-claims-detail-\(width)x\(height)")
      driver.press("1", "c")
      #expect(driver.asked.count == 1)
    }
  }

  @Test func aClaimOpensAndCloses() throws {
    let driver = try claims(80, 24, of: step())
    driver.press("down", "enter")
    #expect(driver.state.claims.isOpen && driver.state.claims.selected == 1)
    #expect(driver.screen().text.contains("Critical functions bypass CUDA"))
    driver.press("right")
    #expect(driver.state.claims.selected == 2)
    driver.press("left", "left", "pagedown")
    #expect(driver.screen().text.contains("claimed"))
    driver.press("q")
    #expect(!driver.state.claims.isOpen && driver.state.view == .claims)
    driver.press("end")
    #expect(driver.state.claims.selected == Claim.all.count - 1)
  }

  @Test func claimsTakeTheFiguresOfTheTrace() throws {
    let driver = try claims(80, 24, of: ModelTrace.make())
    #expect(driver.state.claims.finding?.figures.trace.source == "model.json")
    let other = try claims(80, 24, of: step())
    #expect(other.state.claims.finding?.figures.trace == .published)
    other.take(.claimsLoaded(.absent("the scenario")))
    #expect(other.state.claims.finding != nil)
  }

  private func group(_ index: Int) -> ValidationFinding.Group {
    let plan = ValidationPlan.groups[index]
    let rows = (0..<30).map { (number: Int) -> ValidationRow in
      let simulated = Double(88 + number * 7 % 40)
      return ValidationRow(
        id: "R\(index)\(number)", quantity: "quantity \(number) of a kernel with a long name", unit: "TFLOPS",
        published: 100, simulated: simulated, isCalibrated: number % 10 == 3,
        source: "a publication")
    }
    return ValidationFinding.Group(name: plan.name, title: plan.title, device: plan.device, rows: rows)
  }

  /// Asks for all groups and answers.
  private func simulateAll(_ driver: ExplorerDriver) {
    driver.press("0")
    let last = ValidationPlan.groups.count - 1
    driver.take(.validationLoaded(group: last, .ready(group(last))))
    for index in 0..<last { driver.take(.validationLoaded(group: index, .ready(group(index)))) }
  }

  @Test func groupsAreSimulatedOneAfterAnother() throws {
    let driver = try ExplorerDriver(step())
    driver.press("v")
    let last = ValidationPlan.groups.count - 1
    #expect(driver.asked == [.validate(group: last)])
    driver.press("0")
    #expect(driver.asked.count == 1)
    driver.take(.validationLoaded(group: last, .ready(group(last))))
    for index in 0..<last {
      #expect(driver.asked.last == .validate(group: index))
      driver.take(.validationProgress(group: index, rows: 3))
      #expect(driver.screen().text.contains("3/"))
      driver.take(.validationLoaded(group: index, index == 2 ? .absent("no kernel") : .ready(group(index))))
    }
    #expect(driver.asked.count == last + 1)
    driver.press("enter")
    #expect(driver.state.message?.contains("already simulated") == true)
    driver.press("home", "down", "down")
    #expect(driver.screen().text.contains("no kernel"))
  }

  @Test func validateShowsGroupsAndRows() throws {
    for (width, height) in Self.sizes {
      let driver = try ExplorerDriver(step(), width: width, height: height)
      driver.press("v")
      simulateAll(driver)
      try Golden.expect(driver.screen().text, is: "v-validate-\(width)x\(height)")
      driver.press("o")
      #expect(driver.state.validation.lines?.first?.size == 0.27)
      for _ in 0..<8 { driver.press("pagedown") }
      #expect(!driver.screen().text.contains("more below"))
    }
  }

  private var loads: ExpertsComparison {
    let experts = (0..<256).map { (index: Int) -> Double in Double(20 + index * 37 % 101) }
    let even = experts.map { (load: Double) -> Double in 60 + load / 20 }
    func balancing(_ title: String, _ loads: [Double], _ step: Int64?) -> ExpertsComparison.Balancing {
      let gpus = (0..<64).map { loads[$0 * 4..<($0 + 1) * 4].reduce(0, +) }
      let nodes = (0..<8).map { gpus[$0 * 8..<($0 + 1) * 8].reduce(0, +) }
      return .init(
        title: title, experts: loads, gpus: gpus, nodes: nodes, step: step,
        refusal: step == nil ? "no time is known of a kernel" : nil)
    }
    return ExpertsComparison(
      scenario: "deepseek-v3-h800", skew: 0.5, tokens: 262_144, allTokens: 262_144,
      evenStep: 16_000_000_000,
      balancings: [
        balancing("not balanced", experts, 19_000_000_000), balancing("bias on the choice", even, 16_100_000_000),
        balancing("redundant experts", even.reversed(), nil),
      ], own: 0)
  }

  @Test func expertsStandSideBySide() throws {
    for (width, height) in Self.sizes {
      let driver = try ExplorerDriver(step(), width: width, height: height)
      driver.press("9")
      let request = ExpertsComparison.Request(scenario: driver.state.outline.info.scenario)
      #expect(driver.asked == [.routeExperts(request)])
      driver.take(.expertsLoaded(request, .ready(loads)))
      try Golden.expect(driver.screen().text, is: "9-experts-\(width)x\(height)")
      #expect(driver.screen().text.contains("step not simulated"))
      #expect(driver.state.experts.shown == 1)
      driver.press("o", "o", "o")
      #expect(driver.state.experts.shown == 2)
      driver.press("O")
      #expect(driver.screen().text.contains("GPUs, not balanced"))
    }
  }

  @Test func aKnobThatIsTurnedWaitsForTheWorker() throws {
    let driver = try ExplorerDriver(step())
    driver.press("9")
    guard case .routeExperts(let first) = driver.asked[0] else { return }
    driver.take(.expertsLoaded(first, .ready(loads)))
    driver.press("right", "right", "right")
    #expect(driver.asked.count == 2)
    guard case .routeExperts(let second) = driver.asked[1] else { return }
    #expect(second.skew == 0.625)
    driver.take(.expertsLoaded(second, .ready(loads)))
    #expect(driver.asked.last == .routeExperts(.init(scenario: first.scenario, skew: 0.875)))
    #expect(driver.screen().text.contains("routing again"))
  }

  @Test func aProfileHasNoExperts() throws {
    let driver = try ExplorerDriver(ModelTrace.make())
    driver.press("9")
    #expect(driver.state.view == .overview)
    #expect(driver.state.message?.contains("no training step") == true)
  }

  @Test func asciiNeedsNoUnicodeAndNoSizeTraps() throws {
    let driver = try claims(80, 24, of: step())
    driver.press("v")
    simulateAll(driver)
    driver.press("9")
    driver.take(.expertsLoaded(.init(scenario: driver.state.outline.info.scenario, skew: nil), .ready(loads)))
    for (key, name) in [("c", "c-claims"), ("v", "v-validate"), ("9", "9-experts")] {
      driver.press(key)
      try Golden.expect(driver.screen(.ascii, depth: .mono).text, is: "\(name)-ascii-80x24")
    }
    for keys in [["c"], ["enter"], ["v"], ["9"], ["O"]] {
      for key in keys { driver.press(key) }
      let text = driver.screen(.ascii, depth: .mono).text
      #expect(text.unicodeScalars.allSatisfy { $0.isASCII }, "\(keys): \(text)")
      for width in stride(from: 20, through: 210, by: 19) {
        for height in stride(from: 4, through: 64, by: 9) {
          driver.take(.resize(.init(width: width, height: height)))
          #expect(driver.screen().size.width == width)
        }
      }
      driver.take(.resize(.init(width: 80, height: 24)))
    }
  }

  @Test func simulationsAnswerOverTheMailbox() throws {
    let mailbox = Mailbox<Action>()
    let simulations = Simulations(mailbox: mailbox, kernelTimes: .bundled)
    simulations.run(.validate(group: ValidationPlan.groups.count - 1))
    simulations.run(.routeExperts(.init(scenario: nil, skew: 1)))
    let messages = mailbox.drain()
    #expect(messages.count == 2)
    guard case .validationLoaded(_, .ready(let group)) = messages[0],
      case .expertsLoaded(_, .ready(let loads)) = messages[1]
    else {
      Issue.record("\(messages)")
      return
    }
    #expect(group.rows.count > 40)
    #expect(
      loads.balancings.count == 4 && loads.balancings.allSatisfy { $0.experts.count == 256 && $0.gpus.count == 64 })
  }
}

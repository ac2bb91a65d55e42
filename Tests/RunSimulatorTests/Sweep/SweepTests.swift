import RunSimulator
import Testing

@Suite("Sweeps")
struct SweepTests {
  @Test("A knob lists values or a range; brackets keep their commas")
  func knobs() throws {
    #expect(try SweepKnob("schedule.name=1f1b,zb-h1").values == ["1f1b", "zb-h1"])
    #expect(try SweepKnob("pipeline.ranks=2..8:3").values == ["2", "5", "8"])
    #expect(try SweepKnob("seed=4..6").values == ["4", "5", "6"])
    #expect(try SweepKnob("chunks.stage_multipliers=[1,2],[2,1]").values == ["[1,2]", "[2,1]"])
    for text in ["seed", "=1", "seed=", "seed=1,,2", "seed=1,1", "seed=5..4", "seed=1..3:0"] {
      // What is no range is a value that the key then refuses, unless it is empty or there twice.
      let isValue = text.contains("..")
      if isValue {
        #expect(try SweepKnob(text).values.count == 1)
      } else {
        #expect(throws: RunError.malformedKnob(text: text)) { try SweepKnob(text) }
      }
    }
  }

  @Test("Points are all combinations, the last knob fastest; each is what its step alone is")
  func points() throws {
    let sweep = try Sweep(
      try Scenario.builtIn("unit"),
      [try SweepKnob("schedule.name=1f1b,dualpipe"), try SweepKnob("pipeline.micro_batches=20,32,33")])
    #expect(sweep.count == 6)
    let points = sweep.points(at: Array(0..<6))
    #expect(points.map(\.index) == Array(0..<6))
    #expect(points[4].values == ["dualpipe", "32"])
    #expect(points.map(\.step) == [81_000_000, 117_000_000, 120_000_000, 66_000_000, 102_000_000, nil])
    #expect(points[5].refusal?.contains("even number of micro-batches") == true)
    #expect(sweep.points(at: [4, 1]) == [points[4], points[1]])
  }

  @Test("A sweep that cannot be is refused before it starts")
  func refusals() throws {
    let unit = try Scenario.builtIn("unit")
    func refusal(_ knobs: [String]) throws -> RunError? {
      do throws(RunError) {
        _ = try Sweep(unit, try knobs.map { (text) throws(RunError) in try SweepKnob(text) })
        return nil
      } catch {
        return error
      }
    }
    #expect(try refusal(["pipeline.rank=1"])?.description.contains("no such key") == true)
    #expect(try refusal(["pipeline.ranks=2,many"])?.description.contains("found 'many'") == true)
    #expect(try refusal(["seed=1", "seed=2"]) == .duplicateKnob(path: "seed"))
    #expect(try refusal(["seed=0..1999", "pipeline.micro_batches=1..1000"]) == .tooManyPoints(limit: 1_000_000))
  }
}

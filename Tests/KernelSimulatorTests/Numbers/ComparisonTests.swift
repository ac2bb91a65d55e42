import Testing

@testable import KernelSimulator

struct ComparisonTests {
  /// The results for less, equal, greater, unordered.
  static let table: [Comparison: (Bool, Bool, Bool, Bool)] = [
    .eq: (false, true, false, false), .ne: (true, false, true, false), .lt: (true, false, false, false),
    .le: (true, true, false, false), .gt: (false, false, true, false), .ge: (false, true, true, false),
    .lo: (true, false, false, false), .ls: (true, true, false, false), .hi: (false, false, true, false),
    .hs: (false, true, true, false), .equ: (false, true, false, true), .neu: (true, false, true, true),
    .ltu: (true, false, false, true), .leu: (true, true, false, true), .gtu: (false, false, true, true),
    .geu: (false, true, true, true), .num: (true, true, true, false), .nan: (false, false, false, true),
  ]

  @Test(arguments: Comparison.allCases)
  func results(comparison: Comparison) throws {
    let (less, equal, greater, unordered) = try #require(Self.table[comparison])
    #expect(comparison.holds(Float(1), 2) == less)
    #expect(comparison.holds(Float(0), -0.0) == equal)
    #expect(comparison.holds(Float(2), 1) == greater)
    #expect(comparison.holds(Float.nan, 1) == unordered)
    #expect(comparison.holds(1, Double.nan) == unordered)
    #expect(comparison.holds(Double(-1), 1) == less)
    #expect(comparison.holds(Double.infinity, 1) == greater)
    #expect(comparison.holds(Double.infinity, .infinity) == equal)
    #expect(comparison.holds(Int32(-1), 1) == less)
    #expect(comparison.holds(UInt32(1), 1) == equal)
    #expect(comparison.holds(UInt64.max, 1) == greater)
    // Subnormal numbers are zeros with .ftz.
    #expect(F32.compare(comparison, 1, 2, .flushSubnormals) == equal)
    #expect(F16.compare(comparison, 1, 2) == less)
    #expect(BF16.compare(comparison, 0x7FC0, 2) == unordered)
  }

  @Test func properties() {
    let format = FloatFormat.f32
    let inputs: [UInt64] = [0x8000_0000, 1, 0x0080_0000, 0x7F80_0000, 0x7FC0_0000]
    func results(_ property: FloatProperty) -> [Bool] { inputs.map { format.test(property, $0) } }
    #expect(results(.finite) == [true, true, true, false, false])
    #expect(results(.infinite) == [false, false, false, true, false])
    #expect(results(.number) == [true, true, true, true, false])
    #expect(results(.notANumber) == [false, false, false, false, true])
    #expect(results(.normal) == [true, false, true, false, false])
    #expect(results(.subnormal) == [false, true, false, false, false])
    #expect(format.copySign(0x8000_0000, 0x3F80_0000) == 0xBF80_0000)
    #expect(format.absolute(0xBF80_0000) == 0x3F80_0000)
    #expect(format.negated(0x8000_0001, .flushSubnormals) == 0)
  }
}

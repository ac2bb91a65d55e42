/// All cases of single instructions, by family.
enum ConformanceCatalogue {
  static let families: [(name: String, cases: @Sendable () -> [InstructionCases])] = [
    ("integer arithmetic", { InstructionCases.integerArithmetic }),
    ("saturating and 24-bit arithmetic", { InstructionCases.saturatingArithmetic }),
    ("packed integers", { InstructionCases.packedIntegers }), ("carries", { InstructionCases.carries }),
    ("logic", { InstructionCases.logic }), ("predicates", { InstructionCases.predicates }),
    ("lop3", { InstructionCases.lookups }), ("shifts", { InstructionCases.shifts }),
    ("bit counts", { InstructionCases.counts }), ("bit fields", { InstructionCases.fields }),
    ("prmt", { InstructionCases.bytePermutations }), ("dot products", { InstructionCases.dotProducts }),
    ("float arithmetic", { InstructionCases.floatArithmetic }),
    ("half arithmetic", { InstructionCases.halfArithmetic }),
    ("comparison and selection", { InstructionCases.comparisons }),
    ("integer conversions", { InstructionCases.integerConversions }),
    ("float to integer", { InstructionCases.floatToInteger }),
    ("integer to float", { InstructionCases.integerToFloat }),
    ("float to float", { InstructionCases.floatToFloat }),
    ("packed conversions", { InstructionCases.packedConversions }),
    ("approximations", { InstructionCases.approximations }), ("moves", { InstructionCases.moves }),
  ]
}

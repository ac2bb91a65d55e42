import PTX

/// What an instruction does and how its operands stand, as its spelling alone says.
enum InstructionForm {
  /// An operation from lane to lane: the bits of the destination and of the sources.
  case lanes(MicroOp, d: Int, sources: [Int])
  /// An operation from lane to lane with a last operand that must be a number: it becomes the variant.
  case lanesWithVariant(MicroOp, d: Int, sources: [Int])
  /// `setp`: the bits of the sources, and how the result is combined with a predicate (0 not at all).
  case comparePredicate(MicroOp, bits: Int, combination: UInt16)
  /// `set`: the bits of the sources, and the operation that makes a value of the predicate.
  case compareValue(MicroOp, bits: Int, combination: UInt16, result: MicroOp)
  /// `testp`
  case property(MicroOp, bits: Int)
  /// `selp`
  case select(bits: Int)
  /// `mov` of values, vectors, addresses and special registers.
  case move(PTXType)
  /// An operation on predicates.
  case predicates(CompareOperation)
  /// `cvt` between scalar types; the bits of the registers decide the rest.
  case convert(MicroOp, from: PTXType, to: PTXType)
  /// `cvta` from a space, or to it.
  case convertAddress(PTXSpace, isTo: Bool, bits: Int)
  /// `isspacep`
  case isSpace(PTXSpace, isCluster: Bool)
  /// `ld`
  case load(PTXSpace, PTXType, count: Int)
  /// `st`
  case store(PTXSpace, PTXType, count: Int)
  /// `atom` and `red`
  case atomic(AtomicOperation, PTXType, MemorySpace, count: Int, hasResult: Bool)
  /// `bra`
  case branch
  /// `brx.idx`
  case branchIndexed
  /// `call`
  case call
  /// An operation without operands.
  case bare(MicroOp)
  /// What has no effect on values: fences, hints, prefetches.
  case nothing
  /// An exchange between lanes.
  case warp(WarpOperation, PTXType)
  /// `bar` and `barrier`
  case barrier(BarrierOperation)
  /// `mbarrier`
  case mbarrier(MbarrierOperation, MemorySpace)
  /// A copy that another engine makes.
  case copy(CopyForm)
  /// A product of matrices, or a move of their fragments.
  case matrix(MatrixForm)
  /// Anything else.
  case special(SpecialOperation)
}

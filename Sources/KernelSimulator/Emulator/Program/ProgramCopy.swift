import PTX

/// The operands of a copy: what does not fit into a micro-operation. Slots hold 32-bit values unless said otherwise;
/// addresses are slots of 64-bit values.
struct ProgramCopy: Sendable {
  /// Where the data goes to, or for a tensor in global memory the tensor map.
  var destination: Int32 = 0
  /// The space of the destination.
  var destinationSpace = MemorySpace.shared
  /// Where it comes from, or the tensor map.
  var source: Int32 = 0
  /// The space of the source.
  var sourceSpace = MemorySpace.global
  /// The bytes, where the operation takes a number of them.
  var size: Int32 = 0
  /// The bytes of `cp.async`.
  var asyncBytes = 0
  /// How many of the bytes are read; the rest become zeros.
  var sourceSize: Int32?
  /// The predicate that makes all of them zeros, and whether it is negated.
  var ignoreSource: (predicate: Int32, isNegated: Bool)?
  /// The mbarrier that is told.
  var mbarrier: Int32?
  /// The CTAs that receive the data (`.multicast::cluster`), a slot of masks.
  var multicast: Int32?
  /// The bytes that are written (`.cp_mask`), a slot of masks.
  var byteMask: Int32?
  /// The coordinates, innermost first.
  var coordinates: [Int32] = []
  /// The offsets of `.im2col`; `nil` for tiles.
  var offsets: [Int32]?
  /// What is done with the values in memory.
  var reduction: AtomicOperation?
  /// The type of a reduction or of `st.async`.
  var type = PTXType.b32
  /// The values of `st.async`, in the program's values.
  var firstValue = 0
  /// How many there are.
  var count = 1
}

import PTX

/// The kind of a copy that its spelling names.
struct CopyForm {
  /// What it does.
  var operation: CopyOperation
  /// The space of the destination.
  var destination = MemorySpace.shared
  /// The space of the source.
  var source = MemorySpace.global
  /// Whether other CTAs receive the data as well.
  var isMulticast = false
  /// Whether it takes a mask of bytes.
  var hasByteMask = false
  /// Whether it takes a cache policy.
  var hasPolicy = false
  /// Whether a tensor is read by `.im2col`.
  var isIm2col = false
  /// What is done with the values in memory.
  var reduction: AtomicOperation?
  /// The type of a reduction or of values.
  var type = PTXType.b32
  /// How many values there are.
  var count = 1
  /// Whether an arrival is already counted.
  var isNoIncrement = false
}

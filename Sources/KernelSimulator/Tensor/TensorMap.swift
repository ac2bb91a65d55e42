/// What a tensor map says: a tensor in global memory, the box that one copy takes, and how the box lies in shared memory.
///
/// Sizes along dimensions start with the innermost.
struct TensorMap: Sendable, Hashable {
  /// How innermost elements are grouped in global memory.
  enum Interleave: UInt8, Sendable, Hashable { case none, bytes16, bytes32 }

  /// What lies outside of the tensor reads as.
  enum Fill: UInt8, Sendable, Hashable { case zero, nan }

  /// How much more L2 reads at a time.
  enum Promotion: UInt8, Sendable, Hashable { case none, bytes64, bytes128, bytes256 }

  /// The most dimensions.
  static let maximumRank = 5

  /// The type of an element.
  var element: TensorMapElement
  /// The address of the tensor in global memory.
  var address: UInt64
  /// The elements along each dimension; as many as there are dimensions.
  var sizes: [UInt32]
  /// The bytes from one element to the next along each dimension but the innermost, whose elements are neighbours.
  var strides: [UInt64]
  /// The elements of the box along each dimension.
  var box: [UInt16]
  /// How many elements a step along each dimension passes.
  var steps: [UInt16]
  /// How pieces trade places in shared memory.
  var swizzle: SharedSwizzle
  /// How innermost elements are grouped.
  var interleave: Interleave
  /// What elements outside read as.
  var fill: Fill
  /// How much more L2 reads at a time.
  var promotion: Promotion

  /// A tensor map; every step is one element unless others are given.
  init(
    element: TensorMapElement, address: UInt64, sizes: [UInt32], strides: [UInt64], box: [UInt16],
    steps: [UInt16]? = nil, swizzle: SharedSwizzle = .none, interleave: Interleave = .none, fill: Fill = .zero,
    promotion: Promotion = .none
  ) {
    self.element = element
    self.address = address
    self.sizes = sizes
    self.strides = strides
    self.box = box
    self.steps = steps ?? box.map { _ in 1 }
    self.swizzle = swizzle
    self.interleave = interleave
    self.fill = fill
    self.promotion = promotion
  }

  /// The dimensions: 1 to 5.
  var rank: Int { sizes.count }

  /// The elements that a copy moves along a dimension.
  func count(_ dimension: Int) -> Int {
    let step = Int(steps[dimension])
    return (Int(box[dimension]) + step - 1) / step
  }

  /// The bytes that a copy writes to shared memory, or reads from there, and that a barrier counts.
  var boxBytes: Int { (0..<rank).reduce(element.bytes) { $0 * count($1) } }
}

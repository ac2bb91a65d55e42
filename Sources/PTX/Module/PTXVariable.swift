/// A variable or a parameter.
public struct PTXVariable: Sendable, Equatable {
  /// Its name.
  public var name: String
  /// Where it lies.
  public var space: PTXSpace
  /// How others see it.
  public var linkage: PTXLinkage
  /// The type of an element.
  public var type: PTXType
  /// The elements of a vector type: 1, 2 or 4.
  public var vectorWidth: Int
  /// The sizes of an array, outermost first; none for a scalar. The first is 0 where the size is left open, as dynamic
  /// shared memory has it.
  public var dimensions: [Int]
  /// The alignment in bytes, stated or natural.
  public var alignment: Int
  /// For a parameter, what `.ptr` says of the memory that it points to.
  public var pointer: PTXPointer?
  /// The initial contents, where they are given.
  public var initializer: PTXInitializer?
  /// Where it is declared.
  public var place: PTXPlace

  /// A variable.
  public init(
    name: String, space: PTXSpace, linkage: PTXLinkage = .internalOnly, type: PTXType, vectorWidth: Int = 1,
    dimensions: [Int] = [], alignment: Int, pointer: PTXPointer? = nil, initializer: PTXInitializer? = nil,
    place: PTXPlace
  ) {
    self.name = name
    self.space = space
    self.linkage = linkage
    self.type = type
    self.vectorWidth = vectorWidth
    self.dimensions = dimensions
    self.alignment = alignment
    self.pointer = pointer
    self.initializer = initializer
    self.place = place
  }

  /// The bytes that it takes; 0 where its size is left open.
  public var byteCount: Int { dimensions.reduce(type.bytes * vectorWidth, *) }
}

/// The values of a kernel's dimensions for one run.
public struct KernelShape: Sendable, Equatable {
  private let names: [String]
  private let values: [Int]

  /// The dimensions at their standard values, except those named in `given`.
  ///
  /// - Throws: `KernelShapeError` where a name is unknown or a value is not one the kernel takes.
  public init(_ dimensions: [KernelDimension], given: [String: Int] = [:]) throws(KernelShapeError) {
    let known = dimensions.map(\.name)
    if let unknown = given.keys.sorted().first(where: { !known.contains($0) }) {
      throw .unknownDimension(unknown, known: known)
    }
    var values: [Int] = []
    for dimension in dimensions {
      let value = given[dimension.name] ?? dimension.standard
      guard value >= dimension.minimum, value <= dimension.maximum, value.isMultiple(of: dimension.multiple) else {
        throw .badValue(value, dimension)
      }
      values.append(value)
    }
    names = known
    self.values = values
  }

  /// The dimensions at their standard values, which need no check.
  init(standard dimensions: [KernelDimension]) {
    names = dimensions.map(\.name)
    values = dimensions.map(\.standard)
  }

  /// The value of a dimension; a name that the kernel does not have is a mistake in the catalogue.
  public subscript(name: String) -> Int {
    guard let index = names.firstIndex(of: name) else { preconditionFailure("no dimension '\(name)'") }
    return values[index]
  }

  /// The dimensions and their values, as `name=value`, separated by commas.
  public var description: String {
    zip(names, values).map { "\($0)=\($1)" }.joined(separator: ",")
  }
}

extension KernelShape: CustomStringConvertible {}

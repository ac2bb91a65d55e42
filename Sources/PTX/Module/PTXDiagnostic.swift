/// Something in a PTX file that could not be read.
public struct PTXDiagnostic: Error, Sendable, Hashable {
  /// What the file is called.
  public var file: String
  /// Where it is.
  public var place: PTXPlace
  /// The function that it is in.
  public var function: String?
  /// What was expected, and what was found.
  public var message: String

  /// A diagnostic.
  public init(file: String, place: PTXPlace, function: String? = nil, message: String) {
    self.file = file
    self.place = place
    self.function = function
    self.message = message
  }
}

extension PTXDiagnostic: CustomStringConvertible {
  /// One line, as compilers write them.
  public var description: String {
    "\(file):\(place.line):\(place.column): " + (function.map { "\($0): " } ?? "") + message
  }
}

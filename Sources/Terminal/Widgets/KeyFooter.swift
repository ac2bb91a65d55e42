/// The line of keys that work now.
public struct KeyFooter: Sendable {
  /// A key and what it does.
  public struct Item: Sendable, Hashable {
    /// The key as people read it.
    public var key: String
    /// A word for what it does.
    public var label: String

    /// A key and what it does.
    public init(_ key: String, _ label: String) {
      self.key = key
      self.label = label
    }
  }

  /// The keys, the most important first.
  public var items: [Item]

  /// A footer.
  public init(_ items: [Item]) {
    self.items = items
  }

  /// Draws as many items as the canvas' line holds.
  public func draw(in canvas: inout Canvas, y: Int) {
    var x = 1
    for item in items {
      let width = CharacterWidth.of(item.key) + 1 + CharacterWidth.of(item.label)
      guard x + width <= canvas.width else { continue }
      x = canvas.write(item.key, x: x, y: y, canvas.theme.style(.key)) + 1
      x = canvas.write(item.label, x: x, y: y, canvas.theme.style(.dim)) + 2
    }
  }
}

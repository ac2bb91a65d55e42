import Terminal

extension Theme {
  /// The glyph of a column that a role fills in part: the whole glyph from three quarters on, half of it from a quarter
  /// on, then a sliver.
  func glyph(_ role: Role, share: Double) -> Unicode.Scalar {
    guard glyphs == .unicode else { return share >= 0.25 ? glyph(role) : "-" }
    if share >= 0.75 { return glyph(role) }
    if role == .communication { return share >= 0.25 ? "░" : "▏" }
    return share >= 0.25 ? "▌" : "▏"
  }
}

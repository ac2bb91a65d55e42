extension String {
  /// The text in at most `width` characters: the middle gives way, since kernels' names differ at both ends.
  public func shortened(to width: Int, ellipsis: Character = "…") -> String {
    guard count > width else { return self }
    guard width > 1 else { return String(prefix(width)) }
    let head = (width - 1 + 1) / 2
    return prefix(head) + String(ellipsis) + suffix(width - 1 - head)
  }
}

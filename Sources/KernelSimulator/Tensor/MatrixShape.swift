/// The shape of a multiplication, such as `m16n8k16`.
struct MatrixShape: Sendable, Hashable {
  /// The rows of A and D.
  let rows: Int
  /// The columns of B and D.
  let columns: Int
  /// The columns of A and rows of B.
  let depth: Int

  /// The shape of a PTX modifier; none where it is no shape.
  init?(_ modifier: String) {
    guard modifier.first == "m", let n = modifier.firstIndex(of: "n"), let k = modifier.firstIndex(of: "k"), n < k,
      let rows = Int(modifier[modifier.index(after: modifier.startIndex)..<n]),
      let columns = Int(modifier[modifier.index(after: n)..<k]),
      let depth = Int(modifier[modifier.index(after: k)...])
    else { return nil }
    (self.rows, self.columns, self.depth) = (rows, columns, depth)
  }
}

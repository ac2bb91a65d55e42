/// A run of bytes of a PTX text.
struct PTXWord {
  var start: Int
  var count: Int

  var isEmpty: Bool { count == 0 }
  var end: Int { start + count }
}

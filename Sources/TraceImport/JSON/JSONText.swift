/// A text or another token within a scanner's window: where it begins, how long it is, and whether it holds escapes.
struct JSONText: BitwiseCopyable {
  var start = 0
  var count = 0
  var hasEscapes = false
}

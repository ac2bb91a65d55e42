import Terminal
import Testing

@Suite("Keys")
struct KeyTests {
  @Test(
    "A key reads back as it is written",
    arguments: ["a", "A", "?", "space", "ctrl+r", "shift+left", "alt+x", "f5", "pageup", "escape", "shift+tab", "+"])
  func roundTrip(text: String) {
    #expect(Key(text: text)?.text == text)
  }

  @Test("What is no key is refused", arguments: ["", "ab", "ctrl+", "f0", "f99", "hyper+x"])
  func refuses(text: String) {
    #expect(Key(text: text) == nil)
  }
}

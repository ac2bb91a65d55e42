import Testing
import Trace

@Suite("Names")
struct NameTableTests {
  @Test("A text is held once, and the empty text is first")
  func internsOnce() {
    var names = NameTable()
    #expect(names.intern("") == .empty)
    let first = names.intern("combine")
    #expect(names.intern("dispatch") != first)
    #expect(names.intern("combine") == first)
    #expect(names.count == 3)
    #expect(names[first] == "combine")
    #expect(names.find("dispatch") != nil)
    #expect(names.find("absent") == nil)
  }

  @Test("Ids and texts survive growth")
  func grows() {
    var names = NameTable()
    let ids = (0..<20_000).map { names.intern("kernel number \($0)") }
    for (number, id) in ids.enumerated() { #expect(names[id] == "kernel number \(number)") }
    #expect(names.count == 20_001)
  }
}

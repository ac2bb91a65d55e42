extension ModuleParser {
  /// `8.5`
  mutating func versionDirective() throws(PTXDiagnostic) {
    let place = cursor.place
    let bytes = cursor.bytes
    var numbers: [Int] = [0]
    var digits = 0
    while bytes[cursor.position] &- 0x30 < 10 || (bytes[cursor.position] == 0x2E && numbers.count == 1) {
      if cursor.byte == 0x2E {
        numbers.append(0)
      } else {
        digits += 1
        numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + Int(cursor.byte - 0x30)
      }
      guard digits < 8 else { break }
      cursor.advance()
    }
    guard digits > 1 && digits < 8 && numbers.count == 2 else {
      throw diagnostic("expected a version such as 8.5", at: place)
    }
    cursor.skipBlanks()
    module.version = PTXVersion(major: numbers[0], minor: numbers[1])
    if module.version > PTXParser.newestVersion {
      report("PTX ISA version \(module.version) is newer than \(PTXParser.newestVersion), the newest known", at: place)
    }
  }

  /// `sm_90a, debug`
  mutating func targetDirective() throws(PTXDiagnostic) {
    repeat {
      let place = cursor.place
      let word = try word("a target such as sm_90a")
      let name = cursor.text(word)
      if !Self.isKnownTarget(name) { report("expected a target such as sm_90a, found '\(name)'", at: place) }
      module.targets.append(name)
    } while cursor.accept(0x2C)
  }

  private static func isKnownTarget(_ name: String) -> Bool {
    if ["debug", "texmode_unified", "texmode_independent", "map_f64_to_f32"].contains(name) { return true }
    guard name.hasPrefix("sm_") else { return false }
    var number = name.dropFirst(3)
    let isSpecific = number.hasSuffix("a") || number.hasSuffix("f")
    if isSpecific { number.removeLast() }
    guard let capability = Int(number) else { return false }
    let known = [
      10, 11, 12, 13, 20, 21, 30, 32, 35, 37, 50, 52, 53, 60, 61, 62, 70, 72, 75, 80, 86, 87, 88, 89, 90, 100, 101, 103,
      110, 120, 121,
    ]
    return known.contains(capability) && (!isSpecific || capability >= 90)
  }

  mutating func addressSizeDirective() throws(PTXDiagnostic) {
    let place = cursor.place
    let bits = try integer("32 or 64")
    guard bits == 32 || bits == 64 else {
      throw diagnostic("expected an address size of 32 or 64, found \(bits)", at: place)
    }
    module.addressBits = Int(bits)
  }

  /// `1 "path"`, with a time and a size behind it at times.
  mutating func fileDirective() throws(PTXDiagnostic) {
    let number = try count("the number of a file", in: 0...Int64(Int32.max))
    guard let path = cursor.scanString() else { throw expected("the path of a file in quotes") }
    module.sourceFiles[number] = cursor.text(path)
    while cursor.accept(0x2C) { _ = try integer("a time or a size") }
  }

  /// `file line column`, with the place where it was inlined at times.
  mutating func locDirective() throws(PTXDiagnostic) {
    let file = try lineNumber()
    let line = try lineNumber()
    let column = cursor.byte &- 0x30 < 10 ? try lineNumber() : 0
    while cursor.accept(0x2C) {
      let word = try word("'function_name' or 'inlined_at'")
      if cursor.matches(word, "function_name") {
        _ = try self.word("a label")
        _ = try addend()
      } else if cursor.matches(word, "inlined_at") {
        for _ in 0..<3 where cursor.byte &- 0x30 < 10 { _ = try lineNumber() }
      } else {
        throw diagnostic("expected 'function_name' or 'inlined_at', found '\(cursor.text(word))'")
      }
    }
    let stated = PTXLocation(file: file, line: line, column: column)
    if function.locations.last != stated { function.locations.append(stated) }
    location = Int32(function.locations.count - 1)
  }

  private mutating func lineNumber() throws(PTXDiagnostic) -> Int32 {
    let place = cursor.place
    guard let value = try number().integer, let line = Int32(exactly: value) else {
      throw diagnostic("expected a number of a file, line or column", at: place)
    }
    return line
  }

  /// Debugging information, which is not read.
  mutating func section() throws(PTXDiagnostic) {
    guard dotWord() != nil else { throw expected("the name of a section") }
    guard cursor.byte == 0x7B else { throw expected("'{'") }
    let place = cursor.place
    guard skipBraces() else { throw diagnostic("expected '}' for the '{' here, found the end of the file", at: place) }
  }

  /// `"nounroll";`
  mutating func pragma() throws(PTXDiagnostic) {
    repeat {
      guard cursor.scanString() != nil else { throw expected("a string in quotes") }
    } while cursor.accept(0x2C)
    try expect(0x3B)
  }

  /// `alias, target;`
  mutating func aliasDirective() throws(PTXDiagnostic) {
    let place = cursor.place
    let alias = try word("the name of a function")
    try expect(0x2C)
    let target = try word("the name of a function")
    try expect(0x3B)
    aliases.append((cursor.text(alias), cursor.text(target), place))
  }

  /// `(.managed)` or `(.unified(1, 2))`
  mutating func attribute() throws(PTXDiagnostic) {
    guard cursor.byte == 0x28 else { throw expected("'('") }
    skipParentheses()
  }

  /// Functions under another name are the functions.
  mutating func applyAliases() {
    for (alias, target, place) in aliases {
      guard let source = module.functions.first(where: { $0.name == target }),
        let index = module.functions.firstIndex(where: { $0.name == alias })
      else {
        report("expected two declared functions, found '\(alias)' and '\(target)'", at: place)
        continue
      }
      let linkage = module.functions[index].linkage
      module.functions[index] = source
      module.functions[index].name = alias
      module.functions[index].linkage = linkage
    }
  }
}

extension ModuleParser {
  private static let mostDiagnostics = 1000

  /// The whole text.
  mutating func parseModule() {
    var hasVersion = false
    while !cursor.isAtEnd {
      diagnosticsBefore = module.diagnostics.count
      let before = cursor
      if !hasVersion {
        let word = peekDotWord().map { cursor.text($0) } ?? ""
        hasVersion = word == "version"
        guard hasVersion || word == "section" || word == "file" else {
          module.diagnostics.append(expected("'.version', with which PTX begins"))
          return
        }
      }
      do {
        try statement()
      } catch {
        module.diagnostics.append(error)
        cursor = before
        skipStatement()
      }
      if module.diagnostics.count > Self.mostDiagnostics {
        module.diagnostics.append(diagnostic("reading ends here after \(module.diagnostics.count) problems"))
        return
      }
    }
    diagnosticsBefore = module.diagnostics.count
    if !hasVersion { module.diagnostics.append(expected("'.version', with which PTX begins")) }
    applyAliases()
  }

  private mutating func statement() throws(PTXDiagnostic) {
    if cursor.accept(0x3B) { return }
    let place = cursor.place
    var linkage = PTXLinkage.internalOnly
    while true {
      guard let word = dotWord() else { throw expected("a directive") }
      let name = cursor.text(word)
      switch name {
      case "version": return try versionDirective()
      case "target": return try targetDirective()
      case "address_size": return try addressSizeDirective()
      case "file": return try fileDirective()
      case "loc": return try locDirective()
      case "section": return try section()
      case "pragma": return try pragma()
      case "alias": return try aliasDirective()
      case "entry": return try functionDeclaration(.entry, linkage)
      case "func": return try functionDeclaration(.function, linkage)
      case "global", "const", "shared", "local", "param", "tex":
        return try moduleVariables(PTXSpace(rawValue: name) ?? .global, linkage)
      default:
        guard let stated = PTXLinkage(rawValue: name), stated != .internalOnly else {
          throw diagnostic("expected a directive of a module, found '.\(name)'", at: place)
        }
        linkage = stated
      }
    }
  }
}

extension Report {
  /// The report as text for a terminal or a file, with a line feed at its end.
  public var text: String {
    var lines: [String] = []
    for (index, block) in blocks.enumerated() {
      switch block {
      case .heading(let title):
        if index > 0 { lines.append("") }
        lines.append(title)
      case .line(let line): lines.append(line)
      case .table(let table): lines.append(contentsOf: table.textLines)
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The report as Markdown.
  public var markdown: String {
    var text = ""
    for (index, block) in blocks.enumerated() {
      switch block {
      case .heading(let title): text += (index > 0 ? "\n" : "") + "## \(title)\n\n"
      case .line(let line): text += Self.escapedForMarkdown(line) + "\n\n"
      case .table(let table):
        text += Self.row(table.columns.map(\.title))
        text += "|" + table.columns.map { $0.isNumeric ? " ---: |" : " --- |" }.joined() + "\n"
        for row in table.rows { text += Self.row(row.map(\.text)) }
      }
    }
    return text
  }

  /// The main table as CSV by RFC 4180, with its keys in the first line.
  public var csv: String {
    guard let table = mainTable else { return "" }
    let lines = [table.columns.map(\.key)] + table.rows.map { $0.map(\.plain) }
    return lines.map { $0.map(Self.escapedForCSV).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func row(_ cells: [String]) -> String {
    "| " + cells.map(escapedForMarkdown).joined(separator: " | ") + " |\n"
  }

  private static func escapedForMarkdown(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if "|<>*_`\\".contains(character) { escaped.append("\\") }
      escaped.append(character == "\n" ? " " : character)
    }
    return escaped
  }

  private static func escapedForCSV(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}

extension ReportTable {
  /// The table as aligned lines, headings first.
  var textLines: [String] {
    let widths = columns.indices.map { column in
      rows.reduce(columns[column].title.count) { max($0, $1[column].text.count) }
    }
    func line(_ cells: [String]) -> String {
      let padded = cells.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - cells[column].count)
        return columns[column].isNumeric ? padding + cells[column] : cells[column] + padding
      }
      var text = "  " + padded.joined(separator: "  ")
      while text.last == " " { text.removeLast() }
      return text
    }
    return [line(columns.map(\.title))] + rows.map { line($0.map(\.text)) }
  }
}

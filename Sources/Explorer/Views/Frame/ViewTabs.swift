import Terminal

/// The line of views, each with its key. Where it is too long, first blanks go, then letters of views that are not shown.
struct ViewTabs {
  private struct Tab {
    var view: ViewID
    var title: String
    var x: Int
  }

  private let tabs: [Tab]
  private let selected: ViewID

  init(_ views: [ViewID], selected: ViewID, keys: KeyTable, width: Int) {
    self.selected = selected
    func place(_ title: (ViewID) -> String) -> [Tab] {
      var x = 1
      return views.map { view in
        let tab = Tab(view: view, title: title(view), x: x)
        x += tab.title.count + 1
        return tab
      }
    }
    func fits(_ tabs: [Tab]) -> Bool { tabs.last.map { $0.x + $0.title.count <= width } ?? true }
    func named(_ view: ViewID, _ letters: Int) -> String {
      "\(keys.shortest(view.command)) \(view == selected ? view.title : String(view.title.prefix(letters)))"
    }
    var tabs = place { " \(named($0, .max)) " }
    if !fits(tabs) { tabs = place { named($0, .max) } }
    for letters in [5, 3, 0] where !fits(tabs) { tabs = place { named($0, letters) } }
    self.tabs = tabs
  }

  /// Draws the line; the view that is shown stands out.
  func draw(in canvas: inout Canvas, y: Int) {
    for tab in tabs {
      canvas.write(tab.title, x: tab.x, y: y, canvas.theme.style(tab.view == selected ? .selected : .dim))
    }
  }

  /// The view whose title stands at a column.
  func view(atColumn column: Int) -> ViewID? {
    tabs.first { column >= $0.x && column < $0.x + $0.title.count }?.view
  }
}

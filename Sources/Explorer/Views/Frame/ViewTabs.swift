import Terminal

/// The line of views, each with its key.
enum ViewTabs {
  /// Draws the line; the view that is shown stands out.
  static func draw(_ views: [ViewID], selected: ViewID, keys: KeyTable, in canvas: inout Canvas, y: Int) {
    var x = 1
    for view in views {
      let style = view == selected ? canvas.theme.style(.selected) : canvas.theme.style(.dim)
      x = canvas.write(title(view), x: x, y: y, style) + 1
    }
  }

  /// The view whose title stands at a column.
  static func view(atColumn column: Int, of views: [ViewID]) -> ViewID? {
    var x = 1
    for view in views {
      let width = title(view).count
      if column >= x && column < x + width { return view }
      x += width + 1
    }
    return nil
  }

  private static func title(_ view: ViewID) -> String {
    " \((ViewID.allCases.firstIndex(of: view) ?? 0) + 1) \(view.title) "
  }
}

public import RunSimulator

/// The settings that mean something for a scenario: what each stands at, what it takes and what it means.
public struct SettingsFinding: Sendable, Encodable {
  /// A setting.
  struct Setting: Sendable, Encodable {
    let key: String
    /// As `--set` takes it; `nil` where the scenario gives none.
    let value: String?
    let takes: String
    let meaning: String
  }

  let scenario: String
  let settings: [Setting]

  /// The settings of a scenario.
  public init(_ scenario: Scenario) {
    self.scenario = scenario.name
    settings = scenario.effectiveKeys.map { key in
      Setting(key: key.path, value: scenario.text(of: key.path), takes: key.takes, meaning: key.meaning)
    }
  }

  /// The settings as a table.
  public var report: Report {
    Report([
      .heading("Settings of \(scenario)"),
      .table(
        ReportTable(
          [
            .init("setting", key: "key", isNumeric: false), .init("value", key: "value", isNumeric: false),
            .init("takes", key: "takes", isNumeric: false), .init("meaning", key: "meaning", isNumeric: false),
          ],
          rows: settings.map { setting in
            [
              .init(setting.key), setting.value.map { .init($0) } ?? .unknown, .init(setting.takes),
              .init(setting.meaning),
            ]
          }, isMain: true)),
    ])
  }
}

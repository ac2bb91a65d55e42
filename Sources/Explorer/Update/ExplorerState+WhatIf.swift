import Analysis
import Terminal
import Trace

extension ExplorerState {
  /// Shows the knobs of the trace's scenario, which is simulated anew the first time.
  mutating func showWhatIf() {
    guard views.contains(.whatIf) else {
      message = "this trace was not simulated; `tuiperf simulate run -o FILE.tuiperf` makes one that was"
      return
    }
    if whatIf == nil, let scenario = outline.info.scenario {
      do {
        whatIf = try WhatIf(scenario: scenario, table: kernelTimes)
      } catch {
        message = "the trace's scenario: \(error)"
        return
      }
    }
    view = .whatIf
  }

  /// A command while the knobs are shown.
  ///
  /// - Returns: whether it means something there.
  mutating func moveKnob(_ command: Command) -> Bool {
    guard let model = whatIf else { return false }
    let last = max(0, model.knobs.count - 1)
    switch command {
    case .up: knob = max(0, knob - 1)
    case .down: knob = min(last, knob + 1)
    case .pageUp: knob = max(0, knob - 8)
    case .pageDown: knob = min(last, knob + 8)
    case .first: knob = 0
    case .last: knob = last
    case .left: turnKnob(by: -1)
    case .right: turnKnob(by: 1)
    case .pageLeft: turnKnob(by: -5)
    case .pageRight: turnKnob(by: 5)
    case .zoomAll:
      whatIf?.reset()
      message = "all knobs are back at the saved scenario"
    case .enter: prompt = Prompt(purpose: .setting, text: model.values(of: model.knobs[knob]).now ?? "")
    default: return false
    }
    return true
  }

  private mutating func turnKnob(by steps: Int) {
    guard let knob = whatIf?.knobs[knob], whatIf?.turn(knob, by: steps) == false else { return }
    message = "\(knob.path) cannot be turned that way; \(keys.shortest(.enter)) types a value"
  }

  /// Takes a typed value of the selected knob.
  mutating func setKnob(to text: String) {
    guard let knob = whatIf?.knobs[knob] else { return }
    do {
      try whatIf?.set(knob, to: text)
    } catch {
      message = "\(error)"
    }
  }

  /// Measures changes against what the knobs give from now on.
  mutating func saveKnobs() {
    let isSaved = whatIf?.save() ?? false
    message = isSaved ? "saved: changes are measured against this" : "only settings that have a step can be saved"
  }
}

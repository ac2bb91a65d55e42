/// What something on the screen means. Colour and glyph follow from it, the same in every view.
public enum Role: UInt8, Sendable, CaseIterable {
  /// Ordinary text.
  case text
  /// Text that matters less: units, hints, labels.
  case dim
  /// Headings.
  case heading
  /// What is selected.
  case selected
  /// The cursor in time.
  case cursor
  /// Keys in the footer.
  case key
  /// Work that computes.
  case compute
  /// Work that exchanges data with other GPUs.
  case communication
  /// Work bound by memory: copies and fills.
  case memory
  /// Nothing going on.
  case idle
  /// Something wrong or lost.
  case problem
  /// Host work and user ranges.
  case host
  /// A forward chunk of a pipeline.
  case forward
  /// A backward chunk, whole or for the input's gradient.
  case backward
  /// A weight-gradient chunk.
  case weight
  /// A forward and a backward chunk that run overlapped.
  case overlapped
  /// A warp that waits for its own last instruction.
  case latency
}

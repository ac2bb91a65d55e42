import Trace

/// A kernel or a message of a chunk as it is launched.
struct Launch: Sendable, Equatable {
  /// Its name in a trace: the bundled kernel, and in angle brackets what it is for.
  var name: String
  /// Whether it is a message.
  var isMessage: Bool
  /// How it is launched; `nil` where that is not known.
  var shape: LaunchShape?
  /// The SMs that it may use: communication holds the first.
  var sms: Range<Int>
  /// When it starts, in nanoseconds from the chunk's beginning.
  var start: Int64
  /// When it ends.
  var end: Int64
  /// What else there is to say, a JSON object.
  var arguments: String
}

/// The playing of the cursor through the trace.
///
/// The cursor follows from the time since playing began, never from a sum of frames, so it cannot drift however long it
/// plays and however late a frame comes.
public struct Replay: Sendable, Equatable {
  /// Trace time for each unit of real time, as a fraction, since times are never floating point.
  public struct Speed: Sendable, Equatable {
    /// Nanoseconds of the trace ...
    public var numerator: Int64
    /// ... for as many real nanoseconds.
    public var denominator: Int64

    /// A speed; both must be positive.
    public init(_ numerator: Int64, _ denominator: Int64) {
      self.numerator = numerator
      self.denominator = denominator
    }

    /// The speed nearest to a number of trace seconds a second; `nil` where it is not a positive number.
    public init?(_ value: Double) {
      guard value.isFinite, value > 1e-9, value < 1e9 else { return nil }
      if value >= 1 {
        self.init(Int64((value * 1_000).rounded()), 1_000)
      } else {
        self.init(1_000, Int64((1_000 / value).rounded()))
      }
    }

    var doubled: Speed {
      if denominator.isMultiple(of: 2) { return Speed(numerator, denominator / 2) }
      return numerator < 1 << 40 ? Speed(numerator * 2, denominator) : self
    }

    var halved: Speed {
      if numerator.isMultiple(of: 2) { return Speed(numerator / 2, denominator) }
      return denominator < 1 << 40 ? Speed(numerator, denominator * 2) : self
    }

    /// The trace time that goes by in a real time, in nanoseconds.
    func traceTime(in real: Int64) -> Int64 {
      // A machine that slept for a year at full speed is past the end of any trace.
      Int64(min(Int128(real) * Int128(numerator) / Int128(denominator), Int128(Int64.max / 4)))
    }
  }

  /// Whether it plays.
  public private(set) var isPlaying = false
  /// How fast.
  public private(set) var speed: Speed
  /// Whether it plays towards the start.
  public private(set) var isBackwards = false
  /// Where it starts over or stops, if the user set it.
  public var from: Int64?
  /// Where it ends, if the user set it.
  public var to: Int64?

  private var anchorReal: Int64 = 0
  private var anchorTrace: Int64 = 0

  /// A replay at rest whose speed takes a trace of this length through in about 20 seconds.
  public init(length: Int64) {
    speed = Speed(1, 1)
    let target: Int64 = 20_000_000_000
    while speed.traceTime(in: target) > max(1, length) && speed.denominator < 1 << 40 { speed = speed.halved }
    while speed.traceTime(in: target) < length / 2 && speed.numerator < 1 << 40 { speed = speed.doubled }
  }

  /// Starts or stops at a cursor.
  public mutating func toggle(cursor: Int64, now: Int64) {
    isPlaying.toggle()
    anchor(cursor, now)
  }

  /// Stops.
  public mutating func stop() {
    isPlaying = false
  }

  /// Changes the speed without a jump.
  public mutating func setSpeed(_ speed: Speed, cursor: Int64, now: Int64) {
    self.speed = speed
    anchor(cursor, now)
  }

  /// Twice as fast.
  public mutating func faster(cursor: Int64, now: Int64) { setSpeed(speed.doubled, cursor: cursor, now: now) }

  /// Half as fast.
  public mutating func slower(cursor: Int64, now: Int64) { setSpeed(speed.halved, cursor: cursor, now: now) }

  /// Turns round without a jump.
  public mutating func reverse(cursor: Int64, now: Int64) {
    isBackwards.toggle()
    anchor(cursor, now)
  }

  /// Goes on from a cursor that the user moved while it played.
  public mutating func anchor(_ cursor: Int64, _ now: Int64) {
    anchorTrace = cursor
    anchorReal = now
  }

  /// The cursor at a real time; it stops at the end (or the start, backwards) of what it plays.
  public mutating func cursor(now: Int64, in extent: Range<Int64>) -> Int64 {
    let first = max(extent.lowerBound, from ?? extent.lowerBound)
    let last = min(extent.upperBound - 1, to ?? extent.upperBound - 1)
    let passed = speed.traceTime(in: max(0, now - anchorReal))
    let time = isBackwards ? anchorTrace - passed : anchorTrace + passed
    if !isBackwards && time >= last {
      isPlaying = false
      return max(first, last)
    }
    if isBackwards && time <= first {
      isPlaying = false
      return first
    }
    return min(max(time, first), max(first, last))
  }

  /// As screens show it: `1:150` is a 150th of real time, `4x` is four times as fast.
  public var label: String {
    if speed.numerator >= speed.denominator {
      let (whole, rest) = speed.numerator.quotientAndRemainder(dividingBy: speed.denominator)
      return rest == 0 ? "\(whole)x" : "\(whole).\(rest * 10 / speed.denominator)x"
    }
    return "1:\((speed.denominator + speed.numerator / 2) / speed.numerator)"
  }
}

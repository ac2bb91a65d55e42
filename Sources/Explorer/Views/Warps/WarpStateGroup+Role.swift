import Analysis
import Terminal

extension Role {
  /// How a group of warp states looks.
  init(_ group: WarpStateGroup) {
    switch group {
    case .issuing: self = .compute
    case .ready: self = .host
    case .memory: self = .memory
    case .pipe: self = .overlapped
    case .synchronisation: self = .communication
    case .latency: self = .latency
    }
  }
}

extension Theme {
  /// A glyph as high as a share from 0 to 1.
  func level(_ share: Double) -> Unicode.Scalar {
    let eighths = min(8, max(0, Int((share * 8).rounded())))
    guard glyphs == .unicode else { return Unicode.Scalar(UInt8(ascii: "0") + UInt8(min(9, max(0, share * 9.99)))) }
    return eighths == 0 ? " " : Unicode.Scalar(0x2580 + UInt32(eighths))!
  }
}

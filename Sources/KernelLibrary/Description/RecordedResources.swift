/// What ptxas reported for a kernel when its PTX was made.
public struct RecordedResources: Sendable, Equatable {
  /// Registers a thread. For a kernel with `setmaxnreg` this is the cap from its launch bounds.
  public let registers: Int
  /// Bytes a thread stores to spill registers.
  public let spillStoreBytes: Int
  /// Bytes a thread loads to restore spilled registers.
  public let spillLoadBytes: Int
  /// Stack a thread, in bytes.
  public let stackBytes: Int
  /// Static shared memory a CTA, in bytes.
  public let staticSharedBytes: Int

  /// The release of ptxas that the numbers come from.
  public static var ptxasVersion: String { compilerVersion }
}

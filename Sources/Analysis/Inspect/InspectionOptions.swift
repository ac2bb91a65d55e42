public import PTX

/// What an inspection is told besides the file.
public struct InspectionOptions: Sendable {
  /// Threads of a CTA; `nil` leaves them to the launch bounds, or to a suggestion.
  public var blockThreads: Int?
  /// Dynamic shared memory of a CTA, in bytes.
  public var dynamicSharedBytes = 0
  /// The only kernel to look at.
  public var entry: String?
  /// What `ptxas` says of kernels, by name.
  public var resources: [String: PtxasResources] = [:]
  /// Registers that were recorded with kernels, by name.
  public var recordedRegisters: [String: Int] = [:]
  /// What the reader should know of how the numbers were found.
  public var notes: [String] = []

  /// The file alone.
  public init() {}
}

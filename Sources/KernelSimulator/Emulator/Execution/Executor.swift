import PTX

/// Runs the CTAs of a launch on one core.
///
/// All state is in flat memory that is allocated before a cluster starts; executing an instruction allocates nothing.
/// Methods are `mutating` and take other machines `inout` even where they only read: a borrowed value that can't be
/// copied is checked by the compiler field by field, which took minutes for one this size.
struct Executor: ~Copyable {
  // The program.
  let program: Program
  let launch: Launch
  let options: EmulatorOptions
  let checksInitialization: Bool
  let ops: UnsafeMutablePointer<MicroOp>
  let accesses: UnsafeMutablePointer<MemoryAccess>
  let values: UnsafeMutablePointer<AccessValue>

  // Global memory.
  let buffers: UnsafeMutablePointer<MemoryBuffer>
  let pages: UnsafeMutablePointer<Int32>
  let pageCount: Int

  // Sizes.
  let ctasPerCluster: Int
  let warpsPerCTA: Int
  let threadsPerCTA: Int
  let sharedBytes: Int
  let localBytes: Int
  let residentClusters: Int

  let entry: Int32
  let registerBytes: Int
  let predicateCount: Int
  let stackStart: UInt64
  let specials: UnsafeMutablePointer<SpecialSlot>
  let specialCount: Int

  // Running clusters, their CTAs and their warps.
  let clusters: UnsafeMutablePointer<ClusterState>
  let ctas: UnsafeMutablePointer<CTAState>
  let warps: UnsafeMutablePointer<WarpState>
  /// What constants hold, to be copied into a warp: their units in the order of memory.
  let constantImage: UnsafeMutableRawPointer

  /// The warp that runs.
  var warp: UnsafeMutablePointer<WarpState>
  /// The CTA of the warp that runs.
  var cta: UnsafeMutablePointer<CTAState>
  /// Its registers.
  var registers: UnsafeMutableRawPointer
  /// Its predicates.
  var predicates: UnsafeMutablePointer<UInt32>

  /// The addresses of the last memory instruction, by lane; those of inactive lanes mean nothing.
  let addresses: UnsafeMutablePointer<UInt64>
  /// Where they are.
  let hosts: UnsafeMutablePointer<UnsafeMutableRawPointer>
  /// How the bytes are found that say whether something has been written.
  var shadowing = Shadowing.none
  /// From a place to the byte that says so, where it is the same for all lanes.
  var shadowDistance = 0
  /// The bytes that say so, where they are found lane by lane.
  let shadows: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  /// Room for registers of matrix operations.
  let fragmentWords: UnsafeMutablePointer<UInt32>
  /// Room for the values of matrices.
  let matrixValues: UnsafeMutablePointer<Double>

  /// How the bytes are found that say whether something has been written.
  enum Shadowing {
    /// There are none.
    case none
    /// At a distance from the place that is the same for all lanes.
    case uniform
    /// In `shadows`.
    case lanes
  }

  /// For each instruction which kinds of findings have been reported.
  let reported: UnsafeMutablePointer<UInt16>
  var findings: [EmulatorFinding] = []
  /// Where each finding belongs in the order of CTAs.
  var findingOrder: [Int] = []
  var printed: [UInt8] = []
  /// What registers of functions that call themselves held, by warp and lane.
  var saved: [[UInt64]]
  var races: RaceDetector?

  /// The last instruction that ran, and its lanes.
  var lastOp: UnsafePointer<MicroOp>
  var lastMask: UInt32 = 0
  /// Whether the last instruction accessed memory at `addresses`, and how many bytes a lane.
  var lastAccessBytes = 0
  var warpInstructions = 0
  /// The count at the start of the turn.
  var turnStart: UInt64 = 0
  var threadInstructions = 0
  /// How often something has changed that others can see.
  var sideEffects = 0
  /// Whether products of matrices are left out, for runs of which only the time matters.
  var skipsMatrixProducts = false
  /// Whether tensor copies move nothing, for runs of which only the addresses matter.
  var skipsTensorCopies = false
  /// How many turns of a warp a fragment may have to wait before it is preferred for a turn.
  var patience = 8
  /// Why the run stops.
  var failure: EmulatorError? { didSet { hasFailed = failure != nil } }
  /// Whether it stops: asking the reason costs a copy of it.
  private(set) var hasFailed = false
  /// Whether clusters find in shared memory and in registers what the last one left, for runs of which only the time
  /// matters.
  var leavesMemory = false

  init(
    program: Program, launch: Launch, options: EmulatorOptions, memory: borrowing DeviceMemory, constants: [UInt8],
    residentClusters resident: Int? = nil
  ) {
    let code = program.code
    self.program = program
    self.launch = launch
    self.options = options
    checksInitialization = options.checksInitialization
    ops = Self.copy(code.ops)
    accesses = Self.copy(code.accesses)
    values = Self.copy(code.values)
    entry = code.functions[0].entry
    registerBytes = code.registerUnits * 128
    predicateCount = code.predicateCount
    stackStart = UInt64((code.localBytes + 15) / 16 * 16)
    let specialSlots = code.constants.compactMap { SpecialSlot($0) }
    specials = Self.copy(specialSlots)
    specialCount = specialSlots.count
    buffers = memory.buffers
    pages = memory.pages
    pageCount = memory.pageCount
    ctasPerCluster = launch.cluster.count
    threadsPerCTA = launch.block.count
    warpsPerCTA = (threadsPerCTA + 31) / 32
    sharedBytes = Self.sharedBytes(code, launch)
    localBytes = (code.localBytes + 15) / 16 * 16 + (code.hasRecursion ? options.stackBytes : 0)
    let clusterCount = launch.grid.count / ctasPerCluster
    let least = code.communicates ? max(1, min(clusterCount, options.residentCTAs / ctasPerCluster)) : 1
    if let resident { residentClusters = resident } else { residentClusters = least }
    let ctaCount = residentClusters * ctasPerCluster
    clusters = .allocate(capacity: residentClusters)
    clusters.initialize(repeating: ClusterState(), count: residentClusters)
    ctas = .allocate(capacity: ctaCount)
    warps = .allocate(capacity: ctaCount * warpsPerCTA)
    let image = UnsafeMutableRawPointer.allocate(byteCount: max(constants.count, 16), alignment: 128)
    constants.withUnsafeBytes { bytes in
      if let base = bytes.baseAddress { image.copyMemory(from: base, byteCount: bytes.count) }
    }
    constantImage = image
    addresses = .allocate(capacity: 32)
    addresses.initialize(repeating: 0, count: 32)
    hosts = .allocate(capacity: 32)
    hosts.initialize(repeating: constantImage, count: 32)
    shadows = .allocate(capacity: 32)
    shadows.initialize(repeating: nil, count: 32)
    fragmentWords = .allocate(capacity: 512 * 32)
    fragmentWords.initialize(repeating: 0, count: 512 * 32)
    let scratch = max(WarpMultiply.scratchCount, WarpgroupMultiply.scratchCount, TileMultiply.scratchCount)
    matrixValues = .allocate(capacity: scratch)
    matrixValues.initialize(repeating: 0, count: scratch)
    reported = .allocate(capacity: code.instructions.count)
    reported.initialize(repeating: 0, count: code.instructions.count)
    saved = code.hasRecursion ? Array(repeating: [], count: ctaCount * warpsPerCTA * 32) : []
    races = options.checksRaces ? RaceDetector(warps: warpsPerCTA, sharedBytes: sharedBytes, ctas: ctaCount) : nil
    warp = warps
    cta = ctas
    registers = constantImage
    predicates = UnsafeMutablePointer(mutating: UnsafePointer(fragmentWords))
    lastOp = UnsafePointer(ops)
  }

  deinit {
    for index in 0..<residentClusters where clusters[index].isAllocated { deallocateCluster(index) }
    clusters.deallocate()
    ctas.deallocate()
    warps.deallocate()
    ops.deallocate()
    accesses.deallocate()
    values.deallocate()
    specials.deallocate()
    constantImage.deallocate()
    addresses.deallocate()
    hosts.deallocate()
    shadows.deallocate()
    fragmentWords.deallocate()
    matrixValues.deallocate()
    reported.deallocate()
  }

  private static func copy<T>(_ array: [T]) -> UnsafeMutablePointer<T> {
    let result = UnsafeMutablePointer<T>.allocate(capacity: max(array.count, 1))
    array.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { result.initialize(from: base, count: buffer.count) }
    }
    return result
  }

  /// The bytes of shared memory of a CTA, what the system reserves included.
  static func sharedBytes(_ code: ProgramCode, _ launch: Launch) -> Int {
    dynamicSharedStart(code) + launch.dynamicSharedBytes
  }

  /// Where dynamic shared memory starts.
  static func dynamicSharedStart(_ code: ProgramCode) -> Int {
    let end = Decoder.reservedSharedBytes + code.sharedBytes
    return (end + code.dynamicSharedAlignment - 1) / code.dynamicSharedAlignment * code.dynamicSharedAlignment
  }
}

// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target: Swift 6 mode, imports that do not leak, and no warnings.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// Targets whose inner loops would take the test suite from seconds to minutes without optimisation; line tables are
/// all that a backtrace needs, and the rest of the debug information costs an eighth of their build.
let hot: [SwiftSetting] =
  strict + [
    .unsafeFlags(
      ["-O", "-whole-module-optimization", "-num-threads", "2", "-gline-tables-only"], .when(configuration: .debug))
  ]

let package = Package(
  name: "tuiperf",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncursesw5-dev"])]),

    .target(name: "CKernelText", exclude: ["PTX", "kernel_times.txt"]),

    .target(name: "GPU", swiftSettings: strict),
    .target(
      name: "KernelLibrary", dependencies: ["CKernelText"], exclude: ["CUDA", "README.md"], swiftSettings: strict),
    .target(name: "PTX", swiftSettings: hot),
    .target(name: "Trace", swiftSettings: hot),
    .target(name: "Terminal", swiftSettings: hot),
    .target(name: "TraceFile", dependencies: ["Trace", "CSQLite"], swiftSettings: hot),
    .target(name: "TraceImport", dependencies: ["Trace", "TraceFile", "CZlib"], swiftSettings: hot),
    .target(
      name: "KernelSimulator", dependencies: ["GPU", "KernelLibrary", "PTX", "Trace"], exclude: ["Timing/README.md"],
      swiftSettings: hot),
    .target(
      name: "RunSimulator", dependencies: ["CKernelText", "GPU", "KernelLibrary", "KernelSimulator", "PTX", "Trace"],
      swiftSettings: hot),
    .target(
      name: "Analysis",
      dependencies: ["GPU", "KernelLibrary", "KernelSimulator", "PTX", "RunSimulator", "Trace", "TraceFile"],
      swiftSettings: strict),
    .target(name: "CursesTerminal", dependencies: ["CNcurses", "Terminal"], swiftSettings: strict),
    .target(
      name: "Explorer", dependencies: ["Analysis", "GPU", "RunSimulator", "Terminal", "Trace", "TraceFile"],
      swiftSettings: strict),
    .executableTarget(
      name: "tuiperf",
      dependencies: [
        "Analysis", "CursesTerminal", "Explorer", "GPU", "KernelLibrary", "KernelSimulator", "PTX", "RunSimulator",
        "Terminal", "Trace", "TraceFile", "TraceImport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),

    .target(name: "TestSupport", dependencies: ["Trace"], path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "ExplorerTests",
      dependencies: [
        "Analysis", "Explorer", "KernelSimulator", "RunSimulator", "Terminal", "TestSupport", "Trace", "TraceFile",
      ], exclude: ["Golden", "Traces"], swiftSettings: strict),
    .testTarget(name: "GPUTests", dependencies: ["GPU", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "PTXTests", dependencies: ["PTX", "TestSupport"], exclude: ["Texts"], swiftSettings: strict),
    .testTarget(name: "KernelLibraryTests", dependencies: ["KernelLibrary"], swiftSettings: strict),
    .testTarget(name: "TraceTests", dependencies: ["Trace"], swiftSettings: strict),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal"], swiftSettings: strict),
    .testTarget(
      name: "RunSimulatorTests", dependencies: ["GPU", "KernelSimulator", "RunSimulator", "Trace"],
      swiftSettings: strict),
    .testTarget(
      name: "AnalysisTests", dependencies: ["Analysis", "GPU", "PTX", "RunSimulator", "TestSupport", "Trace"],
      exclude: ["Inspect/Golden", "Inspect/Texts", "Summary/Golden"], swiftSettings: strict),
    .testTarget(
      name: "TuiperfTests", dependencies: ["TestSupport", "Trace", "TraceFile", "tuiperf"], swiftSettings: strict),
    .testTarget(name: "TraceFileTests", dependencies: ["TestSupport", "Trace", "TraceFile"], swiftSettings: strict),
    .testTarget(
      name: "KernelSimulatorTests", dependencies: ["GPU", "KernelLibrary", "KernelSimulator", "PTX", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "TraceImportTests", dependencies: ["Analysis", "TestSupport", "Trace", "TraceImport"],
      swiftSettings: strict),
  ]
)

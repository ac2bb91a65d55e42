public import KernelLibrary

/// The bundled kernels as a finding.
public struct KernelCatalogue: Sendable, Encodable {
  private struct Row: Encodable {
    let name: String
    let title: String
    let work: String
    let path: String
    let shape: [String: Int]
    let registers: Int
  }

  enum CodingKeys: String, CodingKey {
    case kernels
  }

  private let kernels: [BundledKernel]

  /// All of them.
  public init(_ kernels: [BundledKernel] = KernelLibrary.all) {
    self.kernels = kernels
  }

  /// Writes each kernel with its standard shape and recorded registers.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(
      kernels.map { kernel in
        Row(
          name: kernel.name, title: kernel.title, work: kernel.work, path: kernel.path.rawValue,
          shape: Dictionary(uniqueKeysWithValues: kernel.dimensions.map { ($0.name, $0.standard) }),
          registers: kernel.resources.registers)
      }, forKey: .kernels)
  }

  /// The finding for people.
  public var report: Report {
    Report([
      .heading("\(kernels.count) bundled kernels"),
      .table(
        ReportTable(
          [
            .init("name", key: "name", isNumeric: false), .init("work", key: "work", isNumeric: false),
            .init("path", key: "path", isNumeric: false), .init("registers", key: "registers"),
            .init("standard shape", key: "shape", isNumeric: false),
            .init("what it does", key: "title", isNumeric: false),
          ],
          rows: kernels.map { kernel in
            [
              .init(kernel.name), .init(kernel.work), .init(kernel.path.rawValue), .count(kernel.resources.registers),
              .init("\(kernel.standardShape)"), .init(kernel.title),
            ]
          })),
    ])
  }
}

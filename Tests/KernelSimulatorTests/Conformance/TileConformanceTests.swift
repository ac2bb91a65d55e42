import Testing

/// wmma in kernels, in every shape, layout and type of f16 and bf16, on small whole numbers, so that every sum is exact.
struct TileConformanceTests {
  struct Shape: Sendable, CustomTestStringConvertible {
    let m: Int
    let n: Int
    var testDescription: String { "m\(m)n\(n)k16" }
  }

  private static let shapes = [Shape(m: 16, n: 16), Shape(m: 8, n: 32), Shape(m: 32, n: 8)]

  /// D = A B + C of one warp in global memory, with strides that are wider than the matrices.
  private func kernel(_ shape: Shape, _ types: Types, _ layouts: Layouts) -> String {
    let name = "m\(shape.m)n\(shape.n)k16"
    func list(_ letter: String, _ count: Int) -> String {
      "{" + (0..<count).map { "%\(letter)\($0)" }.joined(separator: ", ") + "}"
    }
    let a = list("a", types.isBF16 ? shape.m * 16 / 64 : 8)
    let b = list("b", types.isBF16 ? shape.n * 16 / 64 : 8)
    let c = list(types.isHalf ? "h" : "c", types.isHalf ? 4 : 8)
    let element = types.isBF16 ? "bf16" : "f16"
    let sum = types.isHalf ? "f16" : "f32"
    let spelling = types.isBF16 ? "f32.bf16.bf16.f32" : "\(sum).\(sum)"
    return """
      .version 8.5
      .target sm_90a
      .address_size 64
      .visible .entry tiles(.param .u64 a, .param .u64 b, .param .u64 c)
      {
        .reg .b64 %pa, %pb, %pc;
        .reg .b32 %a<8>, %b<8>, %h<4>, %ld;
        .reg .f32 %c<8>;
        ld.param.u64 %pa, [a];
        ld.param.u64 %pb, [b];
        ld.param.u64 %pc, [c];
        mov.u32 %ld, \(layouts.stride);
        wmma.load.a.sync.aligned.\(layouts.a).\(name).global.\(element) \(a), [%pa], %ld;
        wmma.load.b.sync.aligned.\(layouts.b).\(name).\(element) \(b), [%pb], %ld;
        wmma.load.c.sync.aligned.\(layouts.c).\(name).global.\(sum) \(c), [%pc], %ld;
        wmma.mma.sync.aligned.\(layouts.a).\(layouts.b).\(name).\(spelling) \(c), \(a), \(b), \(c);
        wmma.store.d.sync.aligned.\(layouts.c).\(name).global.\(sum) [%pc], \(c), %ld;
        ret;
      }
      """
  }

  struct Types: Sendable {
    let isBF16: Bool
    let isHalf: Bool
  }

  struct Layouts: Sendable {
    let a: String
    let b: String
    let c: String
    let stride = 40

    func place(_ layout: String, _ row: Int, _ column: Int) -> Int {
      layout == "row" ? row * stride + column : column * stride + row
    }
  }

  @Test(
    arguments: shapes,
    [
      Types(isBF16: true, isHalf: false), Types(isBF16: false, isHalf: false), Types(isBF16: false, isHalf: true),
    ])
  func products(shape: Shape, types: Types) throws {
    for layouts in [
      Layouts(a: "row", b: "col", c: "row"), Layouts(a: "col", b: "row", c: "col"),
      Layouts(a: "row", b: "row", c: "row"), Layouts(a: "col", b: "col", c: "col"),
    ] {
      let count = 40 * 40
      // Whole numbers from -2 to 2, which every type holds, as do their sums.
      func value(_ index: Int, _ factor: Int) -> Int { index * factor % 5 - 2 }
      func bits(_ value: Int) -> UInt16 {
        types.isBF16 ? UInt16(Float(value).bitPattern >> 16) : Float16(value).bitPattern
      }
      let a = (0..<count).map { bits(value($0, 7)) }
      let b = (0..<count).map { bits(value($0, 3)) }
      let c = (0..<count).map { value($0, 11) }
      let sums =
        types.isHalf
        ? KernelRun.bytes(c.map { Float16($0).bitPattern }) : KernelRun.bytes(c.map { Float($0).bitPattern })
      let run = try KernelRun(
        kernel(shape, types, layouts), buffers: [KernelRun.bytes(a), KernelRun.bytes(b), sums])
      #expect(run.findings.isEmpty, "\(layouts)")
      var expected = c
      for row in 0..<shape.m {
        for column in 0..<shape.n {
          for k in 0..<16 {
            expected[layouts.place(layouts.c, row, column)] +=
              value(layouts.place(layouts.a, row, k), 7) * value(layouts.place(layouts.b, k, column), 3)
          }
        }
      }
      let results =
        types.isHalf
        ? run.words(2, as: UInt16.self).map { Int(Float16(bitPattern: $0)) }
        : run.words(2, as: UInt32.self).map { Int(Float(bitPattern: $0)) }
      #expect(results == expected, "\(layouts)")
    }
  }
}

import PTX
import Testing

@testable import KernelSimulator

@Suite struct KernelArgumentTests {
  @Test(arguments: [
    ("u32=4096", PTXType.u32, 4096), ("s64=-1", .s64, UInt64.max), ("s32=-1", .s32, 0xFFFF_FFFF),
    ("b32=0xff", .b32, 0xFF), ("s16=0xffff", .s16, 0xFFFF), ("f32=1.5", .f32, 0x3FC0_0000),
    ("f16=-2", .f16, 0xC000), ("bf16=1", .bf16, 0x3F80), ("f64=0.5", .f64, 0x3FE0_0000_0000_0000),
    ("u8=255", .u8, 255), ("e4m3=448", .e4m3, 0x7E),
  ])
  func numbersAreReadAsTheirType(text: String, type: PTXType, bits: UInt64) throws {
    #expect(try KernelArgument(text) == .scalar(type, bits: bits))
  }

  @Test func structuresAndBuffersAreRead() throws {
    #expect(try KernelArgument("bytes=hex:00Ff10") == .bytes([0, 255, 16]))
    #expect(try KernelArgument("buffer=zero:4096") == .buffer(.zero(4096)))
    #expect(try KernelArgument("buffer=uninitialized:8") == .buffer(.uninitialized(8)))
    #expect(try KernelArgument("buffer=hex:0100") == .buffer(.bytes([1, 0])))
    #expect(try KernelArgument("buffer=@some/file:1") == .buffer(.file("some/file:1")))
    #expect(try KernelArgument("buffer=random:4096:f32") == .buffer(.random(4096, .f32)))
    #expect(try KernelArgument("buffer=positive:4096:bf16") == .buffer(.positive(4096, .bf16)))
    #expect(try KernelArgument("buffer=below:64:u32:7") == .buffer(.below(64, .u32, 7)))
    #expect(try KernelArgument("buffer=count:64:u32") == .buffer(.count(64, .u32)))
  }

  @Test func tensorsAreRead() throws {
    guard case .tensor(let own) = try KernelArgument("tensor=bf16:64x128:64x32:swizzle128:nan:random") else {
      Issue.record("no tensor")
      return
    }
    #expect(own.sizes == [64, 128])
    #expect(own.box == [64, 32])
    #expect(own.swizzleBytes == 128)
    #expect(own.fillsNaN)
    #expect(own.contents == .own(.random(16384, .bf16)))
    guard case .tensor(let view) = try KernelArgument("tensor=e4m3:16:16:of:2") else {
      Issue.record("no tensor")
      return
    }
    #expect(view.contents == .argument(2))
  }

  @Test(arguments: [
    ("u32", "expected kind=value"), ("u32=", "is no u32"), ("u32=-1", "is no u32"), ("u32=4294967296", "is no u32"),
    ("u8=0x100", "is no u8"), ("s8=128", "is no s8"), ("f32=one", "is no f32"), ("pred=1", "no kind of argument"),
    ("int=3", "no kind of argument"), ("bytes=00", "expected bytes=hex:"), ("bytes=hex:0", "even number"),
    ("buffer=4096", "expected zero:BYTES"), ("buffer=zero:0", "no number of bytes"), ("buffer=hex:", "even number"),
    ("buffer=random:10:f32", "no whole number of f32"), ("buffer=random:16:pred", "no type of a number"),
    ("tensor=bf16:64:64", "expected tensor="), ("tensor=bf16:64x64:512x64:zero", "at most 256"),
    ("tensor=bf16:64x0:64x64:zero", "are no sizes"), ("tensor=bf16:64x64:64:zero", "its box as many"),
    ("buffer=below:16:u32:0", "no bound"),
    ("buffer=below:16:u32", "expected zero:BYTES"),
    ("tensor=f32:64x64:64x8:swizzle128:zero", "more than the 128"), ("tensor=bf16:64:64:of:x", "expected of:"),
    ("tensor=bf16:4294967296x4294967296:1x1:zero", "are no sizes"),
  ])
  func badTextSaysWhatWasExpected(text: String, reason: String) {
    do {
      _ = try KernelArgument(text)
      Issue.record("\(text) was taken")
    } catch {
      #expect(error.description.contains(reason), "\(error)")
      #expect(error.description.contains(text))
      #expect(!error.description.contains("\n"))
    }
  }

  @Test func contentsAreTheSameForTheSameSeed() {
    func bytes(_ contents: BufferContents, seed: UInt64) -> [UInt8] {
      var random = SplitMix64(seed: seed)
      return contents.bytes(random: &random) { (_) throws(Never) -> [UInt8] in [] }
    }
    #expect(bytes(.count(8, .u16), seed: 0) == [0, 0, 1, 0, 2, 0, 3, 0])
    #expect(bytes(.zero(3), seed: 0) == [0, 0, 0])
    let indices = bytes(.below(400, .u32, 3), seed: 5)
    #expect(Set(stride(from: 0, to: 400, by: 4).map { indices[$0] }) == [0, 1, 2])
    #expect(stride(from: 1, to: 400, by: 4).allSatisfy { indices[$0] == 0 })
    let first = bytes(.random(4096, .f32), seed: 1)
    #expect(first == bytes(.random(4096, .f32), seed: 1))
    #expect(first != bytes(.random(4096, .f32), seed: 2))
    let values = stride(from: 0, to: 4096, by: 4).map { index in
      Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(first[index + $1]) << UInt32(8 * $1) })
    }
    #expect(values.allSatisfy { $0 >= -1 && $0 <= 1 })
    #expect(abs(values.reduce(0, +) / 1024) < 0.1)
  }

  @Test func hexadecimalTextReturns() {
    let bytes = (0...255).map { UInt8($0) }
    #expect(HexText.bytes(HexText.text(bytes)[...]) == bytes)
    #expect(HexText.bytes("0g") == nil)
  }
}

import Testing

@testable import KernelSimulator

struct ZeroPagesTests {
  @Test(arguments: [0, 16, 4096, 1 << 17, 1 << 21])
  func memoryStartsAsZeros(bytes: Int) {
    let start = ZeroPages.allocate(bytes)
    #expect(Int(bitPattern: start) % 256 == 0)
    #expect(UnsafeRawBufferPointer(start: start, count: bytes).allSatisfy { $0 == 0 })
    start.initializeMemory(as: UInt8.self, repeating: 1, count: bytes)
    ZeroPages.free(start, bytes)
  }

  @Test func zerosNeedNotBeWrittenOut() {
    let short = KernelCall.Buffer(parameter: 0, zeros: 3)
    #expect(short == KernelCall.Buffer(parameter: 0, bytes: [0, 0, 0]))
    #expect(short != KernelCall.Buffer(parameter: 0, bytes: [0, 0]))
    #expect(short != KernelCall.Buffer(parameter: 0, bytes: [0, 0, 1]))
    #expect(short.bytes == [0, 0, 0])
  }
}

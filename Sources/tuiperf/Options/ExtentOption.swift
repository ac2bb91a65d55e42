import ArgumentParser
import KernelSimulator

/// A size in up to three dimensions: `132`, `8x4` or `8,4,2`.
struct ExtentOption: ExpressibleByArgument {
  let extent: Launch.Extent

  init?(argument: String) {
    let numbers = argument.split(omittingEmptySubsequences: false) { $0 == "x" || $0 == "," }.map { Int($0) }
    guard (1...3).contains(numbers.count) else { return nil }
    var sizes = [1, 1, 1]
    for (index, number) in numbers.enumerated() {
      guard let number, number >= 0, number < 1 << 31 else { return nil }
      sizes[index] = number
    }
    extent = Launch.Extent(sizes[0], sizes[1], sizes[2])
  }
}

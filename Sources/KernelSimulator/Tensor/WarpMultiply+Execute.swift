extension WarpMultiply {
  /// Multiplies a warp's fragments: every type but f64.
  ///
  /// - Parameters:
  ///   - d: The registers of D: 32 lanes of the first, then of the second, and so on. It may be `c`.
  ///   - a: The registers of A.
  ///   - b: The registers of B.
  ///   - c: The registers of C.
  ///   - scratch: `scratchCount` doubles.
  func execute(
    d: UnsafeMutablePointer<UInt32>, a: UnsafePointer<UInt32>, b: UnsafePointer<UInt32>, c: UnsafePointer<UInt32>,
    scratch: UnsafeMutablePointer<Double>
  ) {
    let left = scratch
    let right = scratch + rows * depth
    for register in 0..<aRegisters {
      for lane in 0..<32 {
        for element in 0..<self.a.perRegister {
          let place = MatrixFragment.a(
            lane: lane, register: register, element: element, perRegister: self.a.perRegister, rows: rows)
          left[place.row * depth + place.column] = self.a.value(
            a[register * 32 + lane] >> UInt32(element * self.a.bits))
        }
      }
    }
    for register in 0..<bRegisters {
      for lane in 0..<32 {
        for element in 0..<self.b.perRegister {
          let place = MatrixFragment.b(
            lane: lane, register: register, element: element, perRegister: self.b.perRegister)
          right[place.row * Self.columns + place.column] = self.b.value(
            b[register * 32 + lane] >> UInt32(element * self.b.bits))
        }
      }
    }
    for lane in 0..<32 {
      for register in 0..<accumulatorRegisters {
        let word = c[register * 32 + lane]
        var result: UInt32 = 0
        for element in 0..<accumulation.perRegister {
          let place = MatrixFragment.accumulator(lane: lane, index: register * accumulation.perRegister + element)
          var sum = 0.0
          for k in 0..<depth {
            sum += left[place.row * depth + k] * right[k * Self.columns + place.column]
          }
          if self.a == .b1 { sum = bitCount(sum, left, right, place) }
          let shift = UInt32(element * 16)
          result |= accumulation.bits(sum + accumulation.value(word >> shift)) << shift
        }
        d[register * 32 + lane] = result
      }
    }
  }

  /// The bits that differ, or that both have, from the sum of products of 1 for a clear and -1 for a set bit.
  private func bitCount(
    _ sum: Double, _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, _ place: (row: Int, column: Int)
  ) -> Double {
    let differing = (Double(depth) - sum) / 2
    if countsDifferences { return differing }
    var set = 0.0
    for k in 0..<depth {
      set += (1 - left[place.row * depth + k]) / 2 + (1 - right[k * Self.columns + place.column]) / 2
    }
    return (set - differing) / 2
  }

  /// Multiplies a warp's fragments of double precision: 32 lanes of a register, then of the next.
  ///
  /// Each element is a chain of fused multiply-adds, ascending along k. D may be C.
  func execute(
    d: UnsafeMutablePointer<UInt64>, a: UnsafePointer<UInt64>, b: UnsafePointer<UInt64>, c: UnsafePointer<UInt64>
  ) {
    for lane in 0..<32 {
      for register in 0..<accumulatorRegisters {
        let place = MatrixFragment.accumulator(lane: lane, index: register)
        var sum = c[register * 32 + lane]
        for k in 0..<depth {
          let block = k >> 2
          let aRegister = rows > 8 ? block * 2 + (place.row >> 3) : block
          let x = a[aRegister * 32 + (place.row & 7) * 4 + (k & 3)]
          let y = b[block * 32 + place.column * 4 + (k & 3)]
          sum = F64.fma(x, y, sum, rounding)
        }
        d[register * 32 + lane] = sum
      }
    }
  }
}

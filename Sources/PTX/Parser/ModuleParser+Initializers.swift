extension ModuleParser {
  private static let mostInitializedBytes = 1 << 28

  /// The initial contents of a variable, behind `=`; they give an open first dimension its size.
  mutating func initialize(_ variable: inout PTXVariable) throws(PTXDiagnostic) {
    let place = cursor.place
    variable.initializer = PTXInitializer(bytes: [])
    guard cursor.byte == 0x7B else { return try value(of: &variable, at: 0) }
    // Vectors are filled like one more dimension.
    let sizes = variable.dimensions + (variable.vectorWidth > 1 ? [variable.vectorWidth] : [])
    var elements = Array(repeating: 1, count: max(sizes.count, 1))
    for index in stride(from: sizes.count - 2, through: 0, by: -1) {
      elements[index] = elements[index + 1] * max(sizes[index + 1], 1)
    }
    let isOpen = variable.dimensions.first == 0
    let total = isOpen ? Self.mostInitializedBytes : elements[0] * (sizes.first ?? 1)
    let filled = try fill(&variable, elements, level: 0, from: 0, count: total)
    if isOpen {
      let size = (filled + elements[0] - 1) / elements[0]
      variable.dimensions[0] = size
      guard elements[0] * size * variable.type.bytes <= Self.mostInitializedBytes else {
        throw diagnostic("expected at most \(Self.mostInitializedBytes) bytes of initial contents", at: place)
      }
    }
  }

  /// Values between braces, for elements from one on; how many of them were passed.
  private mutating func fill(
    _ variable: inout PTXVariable, _ elements: [Int], level: Int, from first: Int, count: Int
  ) throws(PTXDiagnostic) -> Int {
    try expect(0x7B)
    var next = 0
    if cursor.accept(0x7D) { return 0 }
    repeat {
      if cursor.byte == 0x7D && next > 0 { break }
      if cursor.byte == 0x7B {
        guard level + 1 < elements.count else { throw expected("a value") }
        let row = elements[level]
        next = (next + row - 1) / row * row
        guard next + row <= count else { throw expected("no more than \(count) values") }
        _ = try fill(&variable, elements, level: level + 1, from: first + next, count: row)
        next += row
      } else {
        guard next < count else { throw expected("no more than \(count) values") }
        try value(of: &variable, at: (first + next) * variable.type.bytes)
        next += 1
      }
    } while cursor.accept(0x2C)
    guard cursor.accept(0x7D) else { throw expected("',' or '}'") }
    return next
  }

  /// A value, stored at an offset in bytes.
  private mutating func value(of variable: inout PTXVariable, at offset: Int) throws(PTXDiagnostic) {
    let size = variable.type.bytes
    guard offset + size <= Self.mostInitializedBytes else {
      throw expected("at most \(Self.mostInitializedBytes) bytes of initial contents")
    }
    var copy = cursor
    if PTXCursor.startsWord(cursor.byte) && !cursor.matches(copy.scanWord(), "WARP_SZ") {
      let (symbol, addend, isGeneric) = try symbolValue()
      store(UInt64(0), size, at: offset, in: &variable)
      variable.initializer?.addresses.append(
        PTXInitializer.Address(
          offset: offset, byteCount: min(size, 8), symbol: symbol, addend: addend, isGeneric: isGeneric))
      return
    }
    let place = cursor.place
    let value = try constant()
    guard cursor.byte == 0x28, let mask = value.integer.map(UInt64.init(bitPattern:)) else {
      return store(Self.bits(of: value, as: variable.type), size, at: offset, in: &variable)
    }
    _ = cursor.accept(0x28)
    let (symbol, addend, isGeneric) = try symbolValue()
    try expect(0x29)
    let byte = mask.trailingZeroBitCount / 8
    guard mask != 0, mask.trailingZeroBitCount % 8 == 0, mask >> UInt64(8 * byte) == 0xFF else {
      throw diagnostic("expected a mask of one byte, such as 0xFF00, found \(mask)", at: place)
    }
    store(0, size, at: offset, in: &variable)
    variable.initializer?.addresses.append(
      PTXInitializer.Address(
        offset: offset, byteCount: 1, firstByte: byte, symbol: symbol, addend: addend, isGeneric: isGeneric))
  }

  /// `symbol+addend` or `generic(symbol)+addend`.
  private mutating func symbolValue() throws(PTXDiagnostic) -> (symbol: String, addend: Int64, isGeneric: Bool) {
    var word = try word("a number or a name")
    let isGeneric = cursor.byte == 0x28 && cursor.matches(word, "generic")
    var inner: Int64 = 0
    if isGeneric {
      try expect(0x28)
      word = try self.word("the name of a variable or function")
      inner = try addend()
      try expect(0x29)
    }
    return (cursor.text(word), inner &+ (try addend()), isGeneric)
  }

  private func store(_ bits: UInt64, _ size: Int, at offset: Int, in variable: inout PTXVariable) {
    let missing = offset + size - (variable.initializer?.bytes.count ?? 0)
    if missing > 0 { variable.initializer?.bytes.append(contentsOf: repeatElement(0, count: missing)) }
    for index in 0..<min(size, 8) {
      variable.initializer?.bytes[offset + index] = UInt8(truncatingIfNeeded: bits >> UInt64(8 * index))
    }
  }

  /// The bits of a value as a type stores them.
  private static func bits(of value: PTXConstant, as type: PTXType) -> UInt64 {
    switch (type, value) {
    case (.f32, .float32(let bits)), (.tf32, .float32(let bits)): UInt64(bits)
    case (.f32, _), (.tf32, _): UInt64(Float(value.double).bitPattern)
    case (.f64, .float64(let bits)): bits
    case (.f64, _): value.double.bitPattern
    case (_, .integer(let value, _)): UInt64(bitPattern: value)
    case (_, .float32(let bits)): UInt64(bits)
    case (_, .float64(let bits)): bits
    }
  }
}

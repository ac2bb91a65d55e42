/// A matrix of `wmma` that a warp holds in its registers.
///
/// The ISA leaves open which element a lane holds. Here it is what ptxas makes of these instructions for sm_90: the layouts
/// of `mma.sync` (`MatrixFragment`), 8 x 8 elements a register of 16-bit elements. Where the ISA gives a fragment more
/// registers than it needs, as of f16, they repeat.
struct TileFragment: Sendable, Hashable {
  /// Which matrix it is.
  enum Operand: Sendable, Hashable {
    case a, b, accumulator
  }

  /// Which matrix it is.
  let operand: Operand
  /// Its rows.
  let rows: Int
  /// Its columns.
  let columns: Int
  /// The bits of an element: 16 or 32.
  let bits: Int
  /// The registers of a lane that the ISA gives it.
  let registers: Int

  /// The registers of a lane that differ.
  var held: Int { rows * columns * bits / 1024 }
  /// The elements of a register.
  var perRegister: Int { 32 / bits }

  /// The place of an element.
  ///
  /// - Parameters:
  ///   - register: one of those that differ.
  ///   - element: which element of the register, from its lowest bits.
  @inline(__always)
  func place(lane: Int, register: Int, element: Int) -> (row: Int, column: Int) {
    let (first, second) = (lane >> 2, (lane & 3) * 2)
    let tall = min(2, rows / 8)
    switch operand {
    case .a:
      // Blocks of 8 x 8: down 16 rows at most, then along k, then further down.
      let (group, within) = (register / (2 * tall), register % (2 * tall))
      return ((group * tall + within % tall) * 8 + first, within / tall * 8 + second + element)
    case .b: return (register % 2 * 8 + second + element, register / 2 * 8 + first)
    case .accumulator:
      let index = register * perRegister + element
      let (block, within) = (index / (2 * tall), index % (2 * tall))
      let across = columns / 8
      return (
        (block / across * tall + within / 2) * 8 + first, block % across * 8 + second + (within & 1)
      )
    }
  }

  /// How far an element lies from the first in memory, in elements.
  ///
  /// - Parameter stride: from a row to the next, or from a column to the next where columns are contiguous.
  @inline(__always)
  func offset(lane: Int, register: Int, element: Int, stride: Int, isColumnMajor: Bool) -> Int {
    let place = place(lane: lane, register: register, element: element)
    return isColumnMajor ? place.column * stride + place.row : place.row * stride + place.column
  }

  /// Whether the elements of a register of 16-bit elements lie side by side in memory.
  func isPaired(isColumnMajor: Bool) -> Bool { bits == 16 && (operand == .b) == isColumnMajor }

  /// The stride where none is given.
  func denseStride(isColumnMajor: Bool) -> Int { isColumnMajor ? rows : columns }
}

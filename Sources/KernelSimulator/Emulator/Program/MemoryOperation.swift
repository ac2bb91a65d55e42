/// Loads and stores; `a` is the address, `e` an index into the program's accesses.
enum MemoryOperation: UInt8, Sendable {
  case load, store
}

/// What `testp` asks of a number. Zeros count as normal.
enum FloatProperty: String, Sendable {
  case finite
  case infinite
  case number
  case notANumber = "notanumber"
  case normal
  case subnormal
}

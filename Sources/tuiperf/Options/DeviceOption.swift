import GPU

/// A device by the name that the command line uses.
enum DeviceOption {
  static func named(_ name: String) throws -> GPUDevice {
    guard let device = GPUDevice.named(name) else {
      let known = GPUDevice.catalogue.map(\.id).joined(separator: ", ")
      throw Failure(.usage, "there is no device '\(name)'; the devices are \(known)")
    }
    return device
  }
}

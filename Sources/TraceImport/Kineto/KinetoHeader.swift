import FoundationEssentials
import Trace

/// What a Kineto file says of its run outside the events. Anything unexpected is left out.
enum KinetoHeader {
  private struct Device: Decodable {
    var id: Int?
    var name: String?
    var totalGlobalMem: Int64?
    var computeMajor: Int?
    var computeMinor: Int?
    var maxThreadsPerMultiprocessor: Int?
    var regsPerMultiprocessor: Int?
    var sharedMemPerMultiprocessor: Int?
    var sharedMemPerBlockOptin: Int?
    var numSms: Int?
  }

  private struct Distributed: Decodable {
    var rank: Int?
    var world_size: Int?
    var backend: String?
  }

  /// The keys that say something.
  static func isWanted(_ key: String) -> Bool {
    key == "deviceProperties" || key == "distributedInfo" || key == "baseTimeNanoseconds"
  }

  /// Takes in a key's value.
  static func read(_ key: String, _ value: UnsafeBufferPointer<UInt8>, into info: inout TraceInfo) {
    switch key {
    case "deviceProperties":
      let devices = (try? JSONDecoder().decode([Device].self, from: Data(value))) ?? []
      info.devices = devices.enumerated().map { index, device in
        TraceDevice(
          index: device.id ?? index, name: device.name ?? "GPU", computeMajor: device.computeMajor,
          computeMinor: device.computeMinor, multiprocessors: device.numSms, memoryBytes: device.totalGlobalMem,
          registersPerSM: device.regsPerMultiprocessor, sharedBytesPerSM: device.sharedMemPerMultiprocessor,
          sharedBytesPerCTAOptIn: device.sharedMemPerBlockOptin, threadsPerSM: device.maxThreadsPerMultiprocessor)
      }
    case "distributedInfo":
      guard let run = try? JSONDecoder().decode(Distributed.self, from: Data(value)) else { return }
      info.rank = run.rank
      info.worldSize = run.world_size
      info.backend = run.backend
    case "baseTimeNanoseconds":
      info.originUnixNanoseconds = JSONScanner.integer(value)
    default: break
    }
  }
}

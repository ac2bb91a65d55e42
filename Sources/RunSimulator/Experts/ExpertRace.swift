import Glibc

/// Draws the experts of tokens by a race: of independent Poisson processes, one an expert with its weight as rate, the
/// first arrivals come in the order of affinities that are the logarithm of the weight plus Gumbel noise. The processes
/// of a group together are one of the summed rate whose arrivals pick an expert by weight, so that a token costs a few
/// dozen draws and not one an expert.
struct ExpertRace {
  let topK: Int
  private let groups: Int
  private let groupLimit: Int
  private let perGroup: Int
  private var noise: SplitMix
  /// The mean time between arrivals of each group.
  private var gaps: [Double]
  /// Walker's alias method: an expert of a group drawn evenly is taken with this chance, else its alias is.
  private var chances: [Double]
  private var aliases: [UInt16]
  /// The token that each expert was last taken for.
  private var takenFor: [Int32]
  private var arrivalTimes: [Double]
  private var arrivalExperts: [UInt16]
  private var scores: [Double]
  /// The groups that a token may choose from.
  private var open: [Int]

  /// - Parameter weights: of each expert, the groups' in order.
  init(weights: [Double], topK: Int, groups: Int, groupLimit: Int, noise: SplitMix) {
    self.groups = groups
    self.groupLimit = min(groups, groupLimit)
    perGroup = weights.count / groups
    self.topK = min(topK, self.groupLimit * perGroup)
    self.noise = noise
    chances = Array(repeating: 1, count: weights.count)
    aliases = (0..<weights.count).map { UInt16($0) }
    takenFor = Array(repeating: -1, count: weights.count)
    gaps = []
    // The next arrival of each group and the one after it.
    arrivalTimes = Array(repeating: 0, count: 2 * groups)
    arrivalExperts = Array(repeating: 0, count: 2 * groups)
    scores = Array(repeating: 0, count: groups)
    open = Array(repeating: 0, count: self.groupLimit)
    for group in 0..<groups {
      let members = group * perGroup..<(group + 1) * perGroup
      let sum = members.reduce(0) { $0 + weights[$1] }
      gaps.append(1 / sum)
      var shares = members.map { weights[$0] / sum * Double(perGroup) }
      var small = shares.indices.filter { shares[$0] < 1 }
      var large = shares.indices.filter { shares[$0] >= 1 }
      while let low = small.popLast() {
        guard let high = large.last else { break }
        chances[members.lowerBound + low] = shares[low]
        aliases[members.lowerBound + low] = UInt16(members.lowerBound + high)
        shares[high] -= 1 - shares[low]
        if shares[high] < 1 {
          large.removeLast()
          small.append(high)
        }
      }
    }
  }

  /// The experts of some tokens, `topK` each.
  mutating func choices(tokens: Int) -> [UInt16] {
    var choices = [UInt16](repeating: 0, count: tokens * topK)
    choices.withUnsafeMutableBufferPointer { buffer in
      for token in 0..<tokens {
        race()
        take(Int32(truncatingIfNeeded: token), into: buffer, at: token * topK)
      }
    }
    return choices
  }

  @inline(__always)
  private mutating func arrival(_ group: Int) -> UInt16 {
    let bits = noise.next()
    let place = group * perGroup + Int(((bits & 0xFFFF_FFFF) &* UInt64(perGroup)) >> 32)
    return Double(bits >> 32) / 4_294_967_296 < chances[place] ? UInt16(place) : aliases[place]
  }

  /// The first arrivals of two experts of each group, and the group's score: the sum of both affinities, negated.
  private mutating func race() {
    for group in 0..<groups {
      var time = noise.exponential() * gaps[group]
      let first = arrival(group)
      arrivalTimes[2 * group] = time
      arrivalExperts[2 * group] = first
      guard perGroup > 1 else {
        scores[group] = time
        arrivalTimes[2 * group + 1] = .infinity
        continue
      }
      var second = first
      while second == first {
        time += noise.exponential() * gaps[group]
        second = arrival(group)
      }
      arrivalTimes[2 * group + 1] = time
      arrivalExperts[2 * group + 1] = second
      scores[group] = arrivalTimes[2 * group] * time
    }
  }

  /// Takes the earliest experts of the best groups.
  private mutating func take(_ token: Int32, into choices: UnsafeMutableBufferPointer<UInt16>, at first: Int) {
    if groupLimit < groups {
      for _ in 0..<(groups - groupLimit) {
        var worst = 0
        for group in 1..<groups where scores[group] > scores[worst] { worst = group }
        scores[worst] = -1
      }
    }
    var place = 0
    for group in 0..<groups where scores[group] >= 0 {
      open[place] = group
      place += 1
    }
    var count = 0
    while count < topK {
      var best = open[0]
      var earliest = arrivalTimes[2 * best]
      for place in 1..<max(1, groupLimit) {
        let group = open[place]
        let time = arrivalTimes[2 * group]
        if time < earliest { (best, earliest) = (group, time) }
      }
      let expert = arrivalExperts[2 * best]
      if takenFor[Int(expert)] != token {
        takenFor[Int(expert)] = token
        choices[first + count] = expert
        count += 1
      }
      let time = arrivalTimes[2 * best + 1]
      arrivalTimes[2 * best] = time
      arrivalExperts[2 * best] = arrivalExperts[2 * best + 1]
      guard perGroup > 1 else { continue }
      arrivalTimes[2 * best + 1] = time + noise.exponential() * gaps[best]
      arrivalExperts[2 * best + 1] = arrival(best)
    }
  }
}

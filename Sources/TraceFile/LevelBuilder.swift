import Trace

/// Makes a lane's coarser rows: time buckets of 2^(10 + 2 level) ns.
///
/// The finest level is made from the spans; each coarser one merges four buckets of the one below. The name that takes
/// most of a bucket is exact on the finest level; above, it is the largest by time among the names that lead the buckets
/// below, which is cheap and names what a reader of the chart would.
struct LevelBuilder {
  /// A bucket with anything in it.
  struct Bucket: Equatable {
    var index: Int64
    var spans: Int64 = 0
    var busy: Int64 = 0
    var name: NameID = .empty
    var nameTime: Int64 = 0
    var category: SpanCategory = .other
  }

  /// The width of a level's buckets as a power of two.
  static func shift(level: Int) -> Int64 { Int64(10 + 2 * level) }

  /// The coarsest level: buckets of 18 minutes.
  static let levelCount = 16

  /// A finest level needs at least four spans a bucket to be worth its rows.
  static let spansPerBucket = 4

  /// A lane is done when a level has no more buckets than this: a screen reads them at once.
  static let fewestBuckets = 64

  /// The levels with their buckets in ascending order, finest level first. `spans` must be a lane's spans in order; they
  /// do not overlap.
  static func build(_ spans: ArraySlice<TraceSpan>) -> [(number: Int, buckets: [Bucket])] {
    var levels: [(number: Int, buckets: [Bucket])] = []
    guard spans.count > fewestBuckets * spansPerBucket, let first = spans.first, let last = spans.last else {
      return levels
    }
    var level = 0
    // No more buckets than the lane is long: the first level that can be dense enough.
    while level < levelCount - 1,
      ((last.end >> shift(level: level)) - (first.start >> shift(level: level)) + 1)
        > Int64(spans.count / spansPerBucket) * 64
    { level += 1 }
    var buckets = finest(spans, level: level)
    while buckets.count * spansPerBucket > spans.count, level < levelCount - 1 {
      level += 1
      buckets = merged(buckets)
    }
    while true {
      levels.append((level, buckets))
      guard buckets.count > fewestBuckets, level < levelCount - 1 else { return levels }
      level += 1
      buckets = merged(buckets)
    }
  }

  /// The buckets of one level, from the spans.
  static func finest(_ spans: ArraySlice<TraceSpan>, level: Int) -> [Bucket] {
    let shift = shift(level: level)
    var buckets: [Bucket] = []
    buckets.reserveCapacity(spans.count / spansPerBucket)
    var names: [(name: NameID, category: SpanCategory, time: Int64)] = []
    func close() {
      guard !buckets.isEmpty else { return }
      // The earliest of equals, so that the file does not depend on the order of a hash.
      var leader = names[0]
      for candidate in names.dropFirst() where candidate.time > leader.time { leader = candidate }
      buckets[buckets.count - 1].name = leader.name
      buckets[buckets.count - 1].nameTime = leader.time
      buckets[buckets.count - 1].category = leader.category
      names.removeAll(keepingCapacity: true)
    }
    for span in spans {
      var index = span.start >> shift
      // The bucket of the last nanosecond; a span that ends on a bucket's edge does not touch the next.
      let lastIndex = max(span.start, span.end - 1) >> shift
      while index <= lastIndex {
        if buckets.last?.index != index {
          close()
          buckets.append(Bucket(index: index))
        }
        let busy = min(span.end, (index + 1) << shift) - max(span.start, index << shift)
        buckets[buckets.count - 1].spans += 1
        buckets[buckets.count - 1].busy += busy
        if let known = names.firstIndex(where: { $0.name == span.name }) {
          names[known].time += busy
        } else {
          names.append((span.name, span.category, busy))
        }
        index += 1
      }
    }
    close()
    return buckets
  }

  /// The next coarser level. A span that straddles two buckets counts in both, and so twice in their sum.
  static func merged(_ buckets: [Bucket]) -> [Bucket] {
    var merged: [Bucket] = []
    merged.reserveCapacity(buckets.count / 2)
    var start = 0
    while start < buckets.count {
      let index = buckets[start].index >> 2
      var end = start
      var sum = Bucket(index: index)
      while end < buckets.count, buckets[end].index >> 2 == index {
        sum.spans += buckets[end].spans
        sum.busy += buckets[end].busy
        end += 1
      }
      for candidate in start..<end {
        var time: Int64 = 0
        for other in start..<end where buckets[other].name == buckets[candidate].name {
          time += buckets[other].nameTime
        }
        if time > sum.nameTime || candidate == start {
          sum.name = buckets[candidate].name
          sum.nameTime = time
          sum.category = buckets[candidate].category
        }
      }
      merged.append(sum)
      start = end
    }
    return merged
  }
}

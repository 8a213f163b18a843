/// The words most like the one that was written, best first, at most three.
package func nearest(to word: String, among candidates: [String]) -> [String] {
  let written = Array(word.lowercased().utf8)
  let limit = max(1, min(3, written.count / 3 + (written.count > 3 ? 1 : 0)))
  var scored: [(distance: Int, word: String)] = []
  for candidate in candidates {
    let other = Array(candidate.lowercased().utf8)
    if let distance = editDistance(written, other, atMost: limit) {
      scored.append((distance, candidate))
    } else if written.count >= 4, other.starts(with: written) || written.starts(with: other),
      other.count >= 4
    {
      scored.append((limit + 1, candidate))
    }
  }
  return scored.sorted { ($0.distance, $0.word) < ($1.distance, $1.word) }
    .prefix(3).map(\.word)
}

/// "did you mean ...?" for an unknown word, or nothing when no candidate is like it.
package func suggestion(for word: String, among candidates: [String]) -> String? {
  let words = nearest(to: word, among: candidates)
  guard let last = words.last else { return nil }
  if words.count == 1 { return "did you mean '\(last)'?" }
  let first = words.dropLast().map { "'\($0)'" }.joined(separator: ", ")
  return "did you mean \(first) or '\(last)'?"
}

/// Edits between two words, a swap of neighbours counting as one; `nil` above the limit.
package func editDistance(_ one: [UInt8], _ other: [UInt8], atMost limit: Int) -> Int? {
  guard abs(one.count - other.count) <= limit else { return nil }
  var beforeLast = [Int](repeating: 0, count: other.count + 1)
  var last = Array(0...other.count)
  for row in 0..<one.count {
    var current = [row + 1]
    current.reserveCapacity(other.count + 1)
    var best = row + 1
    for column in 0..<other.count {
      var cost = min(last[column + 1] + 1, current[column] + 1)
      cost = min(cost, last[column] + (one[row] == other[column] ? 0 : 1))
      if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] {
        cost = min(cost, beforeLast[column - 1] + 1)
      }
      current.append(cost)
      best = min(best, cost)
    }
    guard best <= limit else { return nil }
    beforeLast = last
    last = current
  }
  return last[other.count] <= limit ? last[other.count] : nil
}

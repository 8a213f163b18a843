/// The candidate with the fewest edits from a word, if it is near enough to be a misspelling.
func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
  var best: String?
  var bestDistance = max(1, word.utf8.count / 3) + 1
  for candidate in candidates {
    let distance = editDistance(Array(word.utf8), Array(candidate.utf8), below: bestDistance)
    if distance < bestDistance { (best, bestDistance) = (candidate, distance) }
  }
  return best
}

/// Counts insertions, deletions, replacements and swaps of neighbours, letter case aside.
private func editDistance(_ a: [UInt8], _ b: [UInt8], below limit: Int) -> Int {
  guard abs(a.count - b.count) < limit, a.count < 100 else { return limit }
  let (a, b) = (a.map(lowercase), b.map(lowercase))
  var older: [Int] = []
  var previous = Array(0...b.count)
  for i in 0..<a.count {
    var row = [i + 1]
    for j in 0..<b.count {
      var cost = min(previous[j] + (a[i] == b[j] ? 0 : 1), previous[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, older[j - 1] + 1) }
      row.append(cost)
    }
    (older, previous) = (previous, row)
  }
  return previous[b.count]
}

private func lowercase(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

/// Whether a whole text fits a pattern in which `*` is any text and `?` any one byte.
package func matchesGlob(_ text: String, _ pattern: String) -> Bool {
  let pattern = Array(pattern.utf8)
  let text = Array(text.utf8)
  var place = 0
  var rest = 0
  // What follows the last star, and how far that has taken the text.
  var star: (next: Int, taken: Int)?
  while rest < text.count {
    if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
      place += 1
      star = (place, rest)
    } else if place < pattern.count,
      pattern[place] == UInt8(ascii: "?") || pattern[place] == text[rest]
    {
      place += 1
      rest += 1
    } else if let last = star {
      star = (last.next, last.taken + 1)
      place = last.next
      rest = last.taken + 1
    } else {
      return false
    }
  }
  return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
}

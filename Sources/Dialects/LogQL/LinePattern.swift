/// Reports what is wrong with a pattern such as `<ip> - <_> [<time>]`, of the stage or the filter.
package func checkLinePattern(_ text: String, isFilter: Bool) -> [Finding] {
  var cursor = Cursor(text)
  var names: Set<String> = []
  var findings: [Finding] = []
  var lastEnd = -1
  var hasCapture = false
  while !cursor.isAtEnd {
    let start = cursor.position
    cursor.position += 1
    guard cursor.bytes[start] == UInt8(ascii: "<") else { continue }
    cursor.skip(while: \.isWord)
    let name = cursor.text(start + 1..<cursor.position)
    // Anything else in angle brackets is taken as it stands.
    guard !name.isEmpty, name.utf8.first?.isDigit == false, cursor.eat(">") else {
      cursor.position = start + 1
      continue
    }
    let range = start..<cursor.position
    if lastEnd == start {
      findings.append(Finding("something must stand between two captures", at: range))
    }
    lastEnd = range.upperBound
    if name == "_" { continue }
    hasCapture = true
    if isFilter {
      findings.append(
        Finding("a filter has no named captures", at: range, help: "write <_>", replacement: "<_>"))
    } else if !names.insert(name).inserted {
      findings.append(Finding("'\(name)' is captured twice", at: range))
    }
  }
  if !isFilter, !hasCapture, findings.isEmpty {
    findings.append(
      Finding("the pattern captures nothing", at: 0..<cursor.bytes.count, help: "write <label>"))
  }
  return findings
}

/// A regular expression that can be tried on texts, in time linear in the text.
package struct RE2Pattern: Sendable {
  let program: RE2Program
  /// The names of the groups in order, nil where a group has none.
  package let groupNames: [String?]

  /// Nil if the text is no regular expression, or one that cannot be tried here: `\p{Greek}`.
  package init?(_ text: String) {
    var parser = RE2Parser(text, version: .newest)
    parser.parse()
    guard parser.findings.isEmpty else { return nil }
    guard let program = RE2Program(parser.tree, captureCount: parser.groupNames.count) else {
      return nil
    }
    self.program = program
    groupNames = parser.groupNames
  }

  /// Whether the pattern matches: the whole text if anchored, else any part of it.
  package func matches(_ text: String, anchored: Bool = true) -> Bool {
    firstMatch(in: text, anchored: anchored) != nil
  }

  package func firstMatch(in text: String, anchored: Bool = true) -> RE2Match? {
    var matcher = RE2Matcher(program, text)
    return matcher.match(from: 0, anchored: anchored).map {
      RE2Match(bytes: matcher.bytes, slots: $0, groupNames: groupNames)
    }
  }

  /// Puts the expanded template in place of every match, as Go's `ReplaceAllString` does.
  package func replaceAll(in text: String, with template: String) -> String {
    var matcher = RE2Matcher(program, text)
    var result: [UInt8] = []
    var (copied, search) = (0, 0)
    while search <= matcher.bytes.count, let slots = matcher.match(from: search, anchored: false) {
      let match = RE2Match(bytes: matcher.bytes, slots: slots, groupNames: groupNames)
      let range = match.range
      result += matcher.bytes[copied..<range.lowerBound]
      // An empty match right behind a match is not one.
      if range.upperBound > copied || range.lowerBound == 0 {
        result += Array(match.expand(template).utf8)
      }
      copied = range.upperBound
      search = max(range.upperBound, matcher.boundary(after: search))
    }
    return String(decoding: result + matcher.bytes[copied...], as: UTF8.self)
  }
}

/// Where a pattern matched, and what its groups took.
package struct RE2Match: Sendable {
  let bytes: [UInt8]
  let slots: [Int]
  let groupNames: [String?]

  /// The bytes of the whole match.
  package var range: Range<Int> { slots[0]..<slots[1] }

  /// The text of a group, nil if the group took no part in the match; 0 is the whole match.
  package func group(_ index: Int) -> String? {
    guard 2 * index + 1 < slots.count, slots[2 * index] >= 0, slots[2 * index + 1] >= 0 else {
      return nil
    }
    return String(decoding: bytes[slots[2 * index]..<slots[2 * index + 1]], as: UTF8.self)
  }

  /// Fills `$1`, `${1}`, `$name`, `${name}` and `$$` in a replacement.
  package func expand(_ template: String) -> String {
    var result = ""
    var cursor = Cursor(template)
    while !cursor.isAtEnd {
      let start = cursor.position
      cursor.skip { $0 != UInt8(ascii: "$") }
      result += cursor.text(start..<cursor.position)
      guard cursor.eat("$") else { break }
      if cursor.eat("$") {
        result += "$"
      } else if let name = Self.readName(&cursor) {
        result += group(named: name) ?? ""
      } else {
        result += "$"
      }
    }
    return result
  }

  private func group(named name: String) -> String? {
    let digits = name.utf8
    if digits.allSatisfy(\.isDigit), digits.count < 9, digits.count == 1 || digits.first != 0x30 {
      return Int(name).flatMap(group)
    }
    for (index, groupName) in groupNames.enumerated() where groupName == name {
      if let text = group(index + 1) { return text }
    }
    return nil
  }

  /// Reads `name` or `{name}`; moves nothing and returns nil if there is no such name.
  static func readName(_ cursor: inout Cursor) -> String? {
    var ahead = cursor
    let isBraced = ahead.eat("{")
    let start = ahead.position
    while !ahead.isAtEnd {
      var behind = ahead
      guard let scalar = behind.scalar() else { break }
      guard scalar == "_" || scalar.isLetterOrDigit else { break }
      ahead = behind
    }
    let name = ahead.text(start..<ahead.position)
    guard !name.isEmpty, !isBraced || ahead.eat("}") else { return nil }
    cursor = ahead
    return name
  }
}

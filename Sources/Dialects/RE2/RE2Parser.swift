/// Reads a regular expression without recursion, so that no depth of nesting can exhaust the stack.
struct RE2Parser {
  var cursor: Cursor
  let version: RE2.Version
  var findings: [Finding] = []
  var groupNames: [String?] = []
  var flags = Flags()
  /// Set where the rest of the text would give nothing but follow-on errors.
  var hasGivenUp = false
  static let maximumFindings = 20
  /// Set once no `:]` is left, so that each `[:` need not look for it again.
  var hasNoMoreNamedClasses = false
  private var open = [Group(range: 0..<0, savedFlags: Flags())]
  /// The repetition that has just been read; a second one may not follow it.
  private var lastRepetition: Range<Int>?
  private(set) var tree = RE2Fragment(node: .empty)

  struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotTakesNewline = false
    var isLazy = false
  }

  /// A group whose closing parenthesis has not been seen; the first stands for the whole text.
  private struct Group {
    var range: Range<Int>
    var capture: Int?
    var savedFlags: Flags
    var finished: [RE2Fragment] = []
    var sequence: [RE2Fragment] = []
  }

  init(_ text: String, version: RE2.Version) {
    cursor = Cursor(text)
    self.version = version
  }

  mutating func parse() {
    while !hasGivenUp, let byte = cursor.current {
      lastRepetition = parseStep(byte)
      if findings.count >= Self.maximumFindings { hasGivenUp = true }
    }
    if hasGivenUp { return }
    for group in open.dropFirst().prefix(Self.maximumFindings) {
      report("this group is never closed", at: group.range, help: "add the missing ')'")
    }
    if findings.isEmpty { tree = limited(finish(open[0]), at: 0..<cursor.bytes.count) }
  }

  mutating func report(
    _ message: String, at range: Range<Int>, help: String? = nil, replacement: String? = nil
  ) {
    findings.append(Finding(message, at: range, help: help, replacement: replacement))
  }

  mutating func append(_ node: RE2Node) { open[open.count - 1].sequence.append(.init(node: node)) }

  mutating func appendLiteral(_ scalar: Unicode.Scalar) {
    append(.set(set([.range(scalar.value, scalar.value)])))
  }

  func set(_ items: [RE2Set.Item], isNegated: Bool = false) -> RE2Set {
    RE2Set(items: items, isNegated: isNegated, ignoresCase: flags.ignoresCase)
  }

  mutating func openGroup(_ range: Range<Int>, capture: Int?) {
    open.append(Group(range: range, capture: capture, savedFlags: flags))
  }

  /// Opens a group that `$1` and the like can name.
  mutating func openCapture(_ range: Range<Int>, name: String?) {
    groupNames.append(name)
    openGroup(range, capture: groupNames.count)
  }
}

extension RE2Parser {
  /// Reads one element; returns its range if it was a repetition.
  private mutating func parseStep(_ byte: UInt8) -> Range<Int>? {
    let start = cursor.position
    switch byte {
    case "(": parseGroupOpening()
    case ")":
      cursor.position += 1
      if open.count > 1 {
        closeGroup()
      } else {
        report(
          "this ')' closes nothing", at: start..<start + 1, help: "write '\\)' for the character")
      }
    case "|":
      cursor.position += 1
      finishAlternative()
    case "*", "+", "?":
      cursor.position += 1
      let count = RE2Count(least: byte == UInt8(ascii: "+") ? 1 : 0, most: byte == 0x3F ? 1 : nil)
      return parseRepetition(count, from: start)
    case "{":
      if let count = parseCount() { return parseRepetition(count, from: start) }
      cursor.position = start + 1
      appendLiteral("{")
    case "[": parseClass()
    case "\\": parseEscapeOutsideClass()
    default: parseCharacter(byte)
    }
    return nil
  }

  private mutating func parseCharacter(_ byte: UInt8) {
    switch byte {
    case "^":
      cursor.position += 1
      append(.assertion(flags.isMultiline ? .lineStart : .textStart))
    case "$":
      cursor.position += 1
      append(.assertion(flags.isMultiline ? .lineEnd : .textEnd))
    case ".":
      cursor.position += 1
      let newline = RE2Set.Item.range(0x0A, 0x0A)
      append(.set(RE2Set(items: flags.dotTakesNewline ? [] : [newline], isNegated: true)))
    default:
      if let scalar = cursor.scalar() { appendLiteral(scalar) }
    }
  }

  private mutating func finishAlternative() {
    let group = open.count - 1
    open[group].finished.append(sequence(open[group].sequence))
    open[group].sequence = []
  }

  private mutating func closeGroup() {
    let group = open.removeLast()
    flags = group.savedFlags
    var fragment = finish(group)
    if let capture = group.capture {
      fragment.node = .capture(capture, fragment.node)
      fragment.height += 1
      fragment.size += 2
    }
    open[open.count - 1].sequence.append(limited(fragment, at: group.range))
  }

  private func finish(_ group: Group) -> RE2Fragment {
    let last = sequence(group.sequence)
    guard !group.finished.isEmpty else { return last }
    let all = group.finished + [last]
    var whole = joined(all, .alternatives(all.map(\.node)))
    whole.size += all.count - 1
    return whole
  }

  private func sequence(_ fragments: [RE2Fragment]) -> RE2Fragment {
    guard let only = fragments.first else { return RE2Fragment(node: .empty) }
    return fragments.count == 1 ? only : joined(fragments, .sequence(fragments.map(\.node)))
  }

  private func joined(_ parts: [RE2Fragment], _ node: RE2Node) -> RE2Fragment {
    var whole = RE2Fragment(node: node, height: 0, size: 0)
    for part in parts {
      whole.height = max(whole.height, part.height)
      whole.size += part.size
      whole.copies = max(whole.copies, part.copies)
    }
    whole.height += 1
    return whole
  }

  /// Keeps the tree from growing beyond what Go accepts.
  private mutating func limited(_ fragment: RE2Fragment, at range: Range<Int>) -> RE2Fragment {
    if fragment.height > 1000 {
      report("groups are nested more than 1000 deep", at: range)
    } else if fragment.size > 3_355_443 {
      report("the repetitions make this regular expression too large", at: range)
    } else if fragment.copies > 1000 {
      report("repetitions inside one another make more than 1000 copies", at: range)
    } else {
      return fragment
    }
    hasGivenUp = true
    return RE2Fragment(node: .empty)
  }
}

extension RE2Parser {
  private mutating func parseRepetition(_ count: RE2Count, from start: Int) -> Range<Int> {
    var isGreedy = !flags.isLazy
    if cursor.eat("?") { isGreedy.toggle() }
    let range = start..<cursor.position
    if let last = lastRepetition {
      reportSecondRepetition(range, after: last)
      return last.lowerBound..<range.upperBound
    }
    guard let operand = open[open.count - 1].sequence.popLast() else {
      let sign = cursor.text(range)
      report(
        "'\(sign)' has nothing before it to repeat", at: range,
        help: "write '\\\(sign)' for the character")
      return range
    }
    let repetition = repeated(operand, count, isGreedy: isGreedy)
    open[open.count - 1].sequence.append(limited(repetition, at: range))
    return range
  }

  private mutating func reportSecondRepetition(_ range: Range<Int>, after last: Range<Int>) {
    if cursor.text(range) == "+" {
      report(
        "a possessive repetition such as '\(cursor.text(last))+' is not part of RE2", at: range,
        help: "leave the '+' away: RE2 never goes back and takes the same time without it")
    } else {
      report(
        "'\(cursor.text(range))' repeats a repetition", at: last.lowerBound..<range.upperBound,
        help: "leave one away, or put the first into a group: (?:...)")
    }
  }

  private func repeated(_ operand: RE2Fragment, _ count: RE2Count, isGreedy: Bool) -> RE2Fragment {
    var whole = operand
    whole.node = .repetition(operand.node, count, isGreedy: isGreedy)
    whole.height += 1
    let isCounted = count.least > 1 || (count.most ?? 0) > 1 || count.most == 0
    let factor = count.most ?? count.least
    if isCounted {
      whole.copies = count.most == 0 ? 1 : operand.copies * max(1, factor)
      whole.size = max(1, operand.size * factor + max(1, factor - count.least))
    } else {
      whole.size += count.most == nil ? 2 : 1
    }
    return whole
  }

  /// Reads `{2}`, `{2,}` or `{2,5}`; anything else in braces is taken as it stands.
  private mutating func parseCount() -> RE2Count? {
    let start = cursor.position
    cursor.position += 1
    guard let least = parseInteger() else { return nil }
    var most: Int? = least
    if cursor.eat(",") {
      if cursor.current == UInt8(ascii: "}") {
        most = nil
      } else {
        guard let number = parseInteger() else { return nil }
        most = number
      }
    }
    guard cursor.eat("}") else { return nil }
    let range = start..<cursor.position
    if max(least, most ?? 0) > 1000 {
      report("a count may not be greater than 1000", at: range)
      return RE2Count(least: 1, most: 1)
    }
    if let most, least > most {
      report(
        "the least count \(least) is greater than the greatest \(most)", at: range,
        help: "write {\(most),\(least)}", replacement: "{\(most),\(least)}")
      return RE2Count(least: most, most: least)
    }
    return RE2Count(least: least, most: most)
  }

  private mutating func parseInteger() -> Int? {
    let start = cursor.position
    cursor.skip(while: \.isDigit)
    let digits = cursor.bytes[start..<cursor.position]
    guard let first = digits.first, digits.count == 1 || first != UInt8(ascii: "0") else {
      return nil
    }
    return digits.count > 9 ? 1_000_000_000 : digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
  }
}

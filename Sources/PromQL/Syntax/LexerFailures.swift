import Diagnostics
import Dialects

/// What to say where the text cannot be cut into tokens.
extension Lexer {
  mutating func failAtSign(_ message: String, help: String?, replacement: String? = nil) {
    fail(
      .querySyntax, message, at: position..<position + 1, help: help, replacement: replacement)
  }

  mutating func failAtCharacter() {
    let rest = text[position...]
    for (written, meant, help) in foreignSigns where rest.starts(with: written.utf8) {
      return fail(
        .querySyntax, "PromQL has no '\(written)'", at: position..<position + written.utf8.count,
        help: help, replacement: meant)
    }
    if text[position] == UInt8(ascii: "$") || text[position] == UInt8(ascii: "[") {
      return failAtVariable()
    }
    var end = position + 1
    while let byte = byte(at: end), byte & 0xC0 == 0x80 { end += 1 }
    let character = String(decoding: text[position..<end], as: UTF8.self)
    fail(.querySyntax, "PromQL has no '\(character)'", at: position..<end)
  }

  private mutating func failAtVariable() {
    guard let end = Lexer.variableEnd(in: text, at: position) else {
      guard text[position] == UInt8(ascii: "[") else {
        return failAtSign("PromQL has no '$'", help: nil)
      }
      return failAtSign(
        "no range can stand inside of '{'", help: "close the '{' before it: }[",
        replacement: "}[")
    }
    let variable = String(decoding: text[position..<end], as: UTF8.self)
    let isInterval = variable.contains("interval") || variable.contains("range")
    fail(
      .queryVariable, "'\(variable)' is a variable of Grafana, unknown to Prometheus",
      at: position..<end,
      help: isInterval ? "write a duration, such as 5m" : "write the value itself",
      replacement: isInterval ? "5m" : nil)
  }

  mutating func failAtDurationWord(_ range: Range<Int>) {
    let word = String(decoding: text[range], as: UTF8.self)
    fail(
      .queryNumber, "expected a duration between the brackets, found '\(word)'",
      at: range.isEmpty ? position..<position + 1 : range, help: "write it like [5m]")
  }

  /// Says what is wrong with a word that starts with a digit, and how it should be written.
  mutating func failAtNumber(_ range: Range<Int>) {
    let word = String(decoding: text[range], as: UTF8.self)
    if let mended = mendedDuration(Array(text[range])) {
      return fail(
        .queryNumber, "'\(word)' is no duration", at: range,
        help: "a duration is whole numbers with the units y w d h m s ms, longest first: "
          + mended,
        replacement: mended)
    }
    if word.contains("_"), dialect.version < Version(2, 54) {
      let plain = word.filter { $0 != "_" }
      return fail(
        .queryVersion,
        "underscores in numbers need Prometheus 2.54; the target is "
          + dialect.version.description, at: range, help: "write \(plain)", replacement: plain)
    }
    fail(.queryNumber, "'\(word)' is neither a number nor a duration", at: range)
  }

  /// Mends `5min`, `1.5h`, `30s1m` and `5M`.
  private func mendedDuration(_ word: [UInt8]) -> String? {
    var total = 0.0
    var index = 0
    while index < word.count {
      let start = index
      while index < word.count, word[index].isDigit || word[index] == UInt8(ascii: ".") {
        index += 1
      }
      let amount = Double(String(decoding: word[start..<index], as: UTF8.self))
      let unitStart = index
      while index < word.count, word[index].isLetter { index += 1 }
      let unit = String(decoding: word[unitStart..<index], as: UTF8.self).lowercased()
      guard let amount, let milliseconds = looseUnits[unit], index > unitStart else { return nil }
      total += amount * Double(milliseconds)
    }
    guard total >= 1, total < 1e15, total.rounded() == total else { return nil }
    return Duration(milliseconds: Int(total)).description
  }
}

/// Signs of other languages, and what stands for them here.
private let foreignSigns: [(written: String, meant: String?, help: String)] = [
  ("&&", "and", "write 'and'"), ("||", "or", "write 'or'"), ("<>", "!=", "write '!='"),
  ("=~", nil, "'=~' stands in braces only, as in {label=~\"a|b\"}"),
  ("!~", nil, "'!~' stands in braces only, as in {label!~\"a|b\"}"),
  ("!", "unless", "PromQL says 'unless' or '!='"),
  ("|=", nil, "this is LogQL, the language of Loki"),
  ("|~", nil, "this is LogQL, the language of Loki"),
  ("|", nil, "'or' joins vectors; pipes belong to LogQL, the language of Loki"),
  ("\u{201C}", "\"", "use the plain quote \""), ("\u{201D}", "\"", "use the plain quote \""),
  ("\u{2018}", "'", "use the plain quote '"), ("\u{2019}", "'", "use the plain quote '"),
  ("\u{2265}", ">=", "write >="), ("\u{2264}", "<=", "write <="), ("\u{2260}", "!=", "write !="),
  ("\u{00A0}", " ", "this is a no-break space; use a plain one"),
  (";", nil, "an expression is one expression"),
]

private let looseUnits: [String: Int] = [
  "y": 31_536_000_000, "year": 31_536_000_000, "years": 31_536_000_000,
  "w": 604_800_000, "week": 604_800_000, "weeks": 604_800_000,
  "d": 86_400_000, "day": 86_400_000, "days": 86_400_000,
  "h": 3_600_000, "hr": 3_600_000, "hour": 3_600_000, "hours": 3_600_000,
  "m": 60_000, "min": 60_000, "mins": 60_000, "minute": 60_000, "minutes": 60_000,
  "s": 1_000, "sec": 1_000, "secs": 1_000, "second": 1_000, "seconds": 1_000,
  "ms": 1, "milli": 1, "millis": 1,
]

/// Why a text is no database of EPICS records.
struct RecordMistake: Error {
  var message: String
  var line: Int
}

/// A record of an EPICS database.
struct EPICSRecord {
  var type: String
  var name: String
  var fields: [String: String] = [:]
}

/// Reads the records of a database file, macros replaced by what they stand for.
struct RecordDatabase {
  private(set) var records: [EPICSRecord] = []
  private let bytes: [UInt8]
  private let macros: [String: String]
  private var place = 0

  init(_ bytes: [UInt8], macros: [String: String]) throws(RecordMistake) {
    self.bytes = bytes
    self.macros = macros
    while let word = try nextWord() {
      switch word {
      case "record", "grecord": try readRecord()
      case "alias", "include", "path", "addpath", "variable", "registrar", "function", "driver":
        try skipStatement()
      default: throw mistake("'\(word)' is no statement of a database of records")
      }
    }
  }

  private mutating func readRecord() throws(RecordMistake) {
    let head = try arguments()
    guard head.count == 2 else { throw mistake("a record has a type and a name") }
    var record = EPICSRecord(type: head[0], name: head[1])
    skipBlanks()
    if place < bytes.count, bytes[place] == UInt8(ascii: "{") {
      place += 1
      while !ends(with: UInt8(ascii: "}")) {
        guard let word = try nextWord() else { throw mistake("a record does not end") }
        let arguments = try self.arguments()
        if word == "field", arguments.count == 2 { record.fields[arguments[0]] = arguments[1] }
      }
    }
    // Fields of a record may be spread over several statements.
    if let index = records.lastIndex(where: { $0.name == record.name }) {
      records[index].fields.merge(record.fields) { $1 }
    } else {
      records.append(record)
    }
  }

  /// Whatever stands in parentheses or quotes behind a word.
  private mutating func skipStatement() throws(RecordMistake) {
    skipBlanks()
    if place < bytes.count, bytes[place] == UInt8(ascii: "(") {
      _ = try arguments()
    } else {
      _ = try text()
    }
  }

  private mutating func ends(with byte: UInt8) -> Bool {
    skipBlanks()
    guard place < bytes.count, bytes[place] == byte else { return false }
    place += 1
    return true
  }

  /// `(a, "b")`
  private mutating func arguments() throws(RecordMistake) -> [String] {
    guard ends(with: UInt8(ascii: "(")) else { throw mistake("'(' is missing") }
    var list: [String] = []
    while !ends(with: UInt8(ascii: ")")) {
      if !list.isEmpty, !ends(with: UInt8(ascii: ",")) { throw mistake("',' is missing") }
      list.append(try text())
    }
    return list
  }

  private mutating func nextWord() throws(RecordMistake) -> String? {
    skipBlanks()
    return place < bytes.count ? try text() : nil
  }

  /// A text in quotes, or a word without any; JSON in place of a text is read over.
  private mutating func text() throws(RecordMistake) -> String {
    skipBlanks()
    guard place < bytes.count else { throw mistake("the database ends too early") }
    if bytes[place] == UInt8(ascii: "{") { return try json() }
    let isQuoted = bytes[place] == UInt8(ascii: "\"")
    if isQuoted { place += 1 }
    let start = place
    let ends = Set(" \t\r\n,(){}\"".utf8)
    while place < bytes.count {
      let byte = bytes[place]
      if isQuoted, byte == UInt8(ascii: "\\") {
        place += 2
        continue
      }
      if isQuoted ? byte == UInt8(ascii: "\"") : ends.contains(byte) && !isMacro(at: place) {
        break
      }
      if !isQuoted, isMacro(at: place) { try skipMacro() } else { place += 1 }
    }
    guard place < bytes.count || !isQuoted, place > start || isQuoted else {
      throw mistake(isQuoted ? "a text does not end" : "a word is missing")
    }
    let text = String(decoding: bytes[start..<min(place, bytes.count)], as: UTF8.self)
    if isQuoted { place += 1 }
    return try expanded(isQuoted ? unescaped(text) : text, depth: 0)
  }

  /// Links may be written in JSON: `{pva: {...}}`.
  private mutating func json() throws(RecordMistake) -> String {
    let start = place
    var depth = 0
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "{") { depth += 1 }
      if bytes[place] == UInt8(ascii: "}") { depth -= 1 }
      place += 1
      if depth == 0 { return String(decoding: bytes[start..<place], as: UTF8.self) }
    }
    throw mistake("a '{' has no end")
  }

  private func isMacro(at place: Int) -> Bool {
    let isOpen = bytes[place] == UInt8(ascii: "(") || bytes[place] == UInt8(ascii: "{")
    return isOpen && place > 0 && bytes[place - 1] == UInt8(ascii: "$")
  }

  private mutating func skipMacro() throws(RecordMistake) {
    let end = bytes[place] == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "}")
    while place < bytes.count, bytes[place] != end { place += 1 }
    guard place < bytes.count else { throw mistake("a macro does not end") }
    place += 1
  }

  private mutating func skipBlanks() {
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "#") {
        while place < bytes.count, bytes[place] != 0x0A { place += 1 }
      } else if [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) {
        place += 1
      } else {
        return
      }
    }
  }

  private func unescaped(_ text: String) -> String {
    guard text.contains("\\") else { return text }
    var result = ""
    var isEscaped = false
    for character in text {
      if isEscaped {
        result.append(character == "n" ? "\n" : character == "t" ? "\t" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        result.append(character)
      }
    }
    return result
  }

  /// `$(NAME)`, `${NAME}` and `$(NAME=standard)` replaced; a macro may stand for others.
  private func expanded(_ text: String, depth: Int) throws(RecordMistake) -> String {
    guard let dollar = text.firstIndex(of: "$") else { return text }
    guard depth < 20 else { throw mistake("a macro stands for itself") }
    let rest = text[text.index(after: dollar)...]
    guard let open = rest.first, open == "(" || open == "{",
      let end = rest.firstIndex(of: open == "(" ? ")" : "}")
    else {
      return text[...dollar] + (try expanded(String(rest), depth: depth))
    }
    let parts = rest[rest.index(after: rest.startIndex)..<end].split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let value = macros[name] ?? (parts.count == 2 ? String(parts[1]) : nil) else {
      throw mistake("nothing is said of the macro '\(name)'")
    }
    return String(text[..<dollar])
      + (try expanded(value, depth: depth + 1))
      + (try expanded(String(rest[rest.index(after: end)...]), depth: depth))
  }

  private func mistake(_ message: String) -> RecordMistake {
    RecordMistake(
      message: message, line: bytes[..<min(place, bytes.count)].count { $0 == 0x0A } + 1)
  }
}

/// An element of an XML document.
struct XMLElement {
  var name = ""
  var attributes: [String: String] = [:]
  var children: [XMLElement] = []
  /// All text that stands directly in it.
  var text = ""

  /// The children of one name.
  func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

  /// The text of the first child of a name, without the blanks around it.
  func text(of name: String) -> String? { all(name).first.map { trimmed($0.text) } }
}

/// Why a text is not the XML that is read here.
struct XMLMistake: Error {
  var message: String
  var line: Int
}

/// Reads a document in UTF-8: elements, attributes, texts. Entities of its own are refused, for
/// they can make a small file large.
struct XMLReader {
  private let bytes: [UInt8]
  private var place = 0
  private static let deepest = 200

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The outermost element.
  static func document(_ bytes: [UInt8]) throws(XMLMistake) -> XMLElement {
    var reader = XMLReader(bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.place = 3 }
    try reader.skipMisc()
    let root = try reader.element(depth: 0)
    try reader.skipMisc()
    guard reader.place == bytes.count else {
      throw reader.mistake("something stands behind the document")
    }
    return root
  }

  private func mistake(_ message: String) -> XMLMistake {
    XMLMistake(
      message: message, line: bytes[..<min(place, bytes.count)].count { $0 == 0x0A } + 1)
  }

  private func starts(with text: StaticString) -> Bool {
    bytes[place...].starts(with: text.description.utf8)
  }

  private mutating func skip(past text: StaticString) throws(XMLMistake) {
    let end = Array(text.description.utf8)
    while place + end.count <= bytes.count {
      if bytes[place..<place + end.count].elementsEqual(end) {
        place += end.count
        return
      }
      place += 1
    }
    throw mistake("the document ends before '\(text)'")
  }

  private mutating func skipBlanks() {
    while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
  }

  /// Blanks, comments, instructions and the name of a document type.
  private mutating func skipMisc() throws(XMLMistake) {
    while true {
      skipBlanks()
      if starts(with: "<?") {
        try skip(past: "?>")
      } else if starts(with: "<!--") {
        try skip(past: "-->")
      } else if starts(with: "<!DOCTYPE") {
        let start = place
        try skip(past: ">")
        guard !bytes[start..<place].contains(UInt8(ascii: "[")) else {
          throw mistake("a document type with declarations of its own is not read")
        }
      } else {
        return
      }
    }
  }

  private mutating func element(depth: Int) throws(XMLMistake) -> XMLElement {
    guard depth < Self.deepest else { throw mistake("elements are nested too deeply") }
    guard starts(with: "<") else { throw mistake("an element is expected here") }
    place += 1
    var element = XMLElement()
    element.name = try name()
    skipBlanks()
    while !starts(with: ">"), !starts(with: "/>") {
      let (key, value) = try attribute()
      element.attributes[key] = value
      skipBlanks()
    }
    let isEmpty = starts(with: "/>")
    place += isEmpty ? 2 : 1
    if !isEmpty { try readContent(of: &element, depth: depth) }
    return element
  }

  private mutating func attribute() throws(XMLMistake) -> (String, String) {
    let key = try name()
    skipBlanks()
    guard starts(with: "=") else { throw mistake("'=' is missing behind '\(key)'") }
    place += 1
    skipBlanks()
    guard place < bytes.count, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[place])
    else { throw mistake("the value of '\(key)' is not in quotes") }
    let quote = bytes[place]
    place += 1
    let start = place
    while place < bytes.count, bytes[place] != quote { place += 1 }
    guard place < bytes.count else { throw mistake("the value of '\(key)' does not end") }
    place += 1
    return (key, try decoded(start..<place - 1))
  }

  private mutating func readContent(of element: inout XMLElement, depth: Int) throws(XMLMistake) {
    while true {
      let start = place
      while place < bytes.count, bytes[place] != UInt8(ascii: "<") { place += 1 }
      element.text += try decoded(start..<place)
      if starts(with: "</") {
        place += 2
        let end = try name()
        guard end == element.name else {
          throw mistake("'\(element.name)' ends with '</\(end)>'")
        }
        skipBlanks()
        return try skip(past: ">")
      } else if starts(with: "<!--") {
        try skip(past: "-->")
      } else if starts(with: "<![CDATA[") {
        let start = place + 9
        try skip(past: "]]>")
        element.text += String(decoding: bytes[start..<place - 3], as: UTF8.self)
      } else if starts(with: "<?") {
        try skip(past: "?>")
      } else if place >= bytes.count {
        throw mistake("'\(element.name)' does not end")
      } else {
        element.children.append(try self.element(depth: depth + 1))
      }
    }
  }

  private mutating func name() throws(XMLMistake) -> String {
    let ends = Set(" \t\r\n=<>/\"'&".utf8)
    let start = place
    while place < bytes.count, !ends.contains(bytes[place]) { place += 1 }
    guard place > start else { throw mistake("a name is missing") }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  /// The text with entities replaced by what they stand for.
  private func decoded(_ range: Range<Int>) throws(XMLMistake) -> String {
    guard bytes[range].contains(UInt8(ascii: "&")) else {
      return String(decoding: bytes[range], as: UTF8.self)
    }
    var text = ""
    let pieces = bytes[range].split(
      separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
    text += String(decoding: pieces[0], as: UTF8.self)
    for piece in pieces.dropFirst() {
      guard let end = piece.firstIndex(of: UInt8(ascii: ";")) else {
        throw mistake("an '&' begins no entity; a plain one is written '&amp;'")
      }
      let word = String(decoding: piece[..<end], as: UTF8.self)
      guard let character = character(for: word) else {
        throw mistake("there is no entity '&\(word);'")
      }
      text += character + String(decoding: piece[(end + 1)...], as: UTF8.self)
    }
    return text
  }

  private func character(for word: String) -> String? {
    switch word {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard word.hasPrefix("#") else { return nil }
      let number =
        word.hasPrefix("#x") ? UInt32(word.dropFirst(2), radix: 16) : UInt32(word.dropFirst())
      return number.flatMap { Unicode.Scalar($0) }.map { String(Character($0)) }
    }
  }
}

/// A text without the blanks around it.
func trimmed(_ text: some StringProtocol) -> String {
  let isBlank = { (character: Character) in character.isWhitespace }
  return String(
    String(text.drop(while: isBlank).reversed()).drop(while: isBlank).reversed())
}

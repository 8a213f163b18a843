import SpecLanguage
import YAMLTree

/// Names of process variables by a pattern: `*` stands for any text, `?` for one character.
struct PVPattern: TextValue, Hashable {
  var text: String

  static var textShape: TextShape {
    TextShape("pattern of names", example: "SR:*:PRESSURE")
  }

  static func parse(_ text: String, _ node: Node, _ reading: Reading) -> PVPattern? {
    do {
      // Neither sign may be in a name, so any letter can stand for it.
      _ = try PVName(
        String(decoding: text.utf8.map { isSign($0) ? UInt8(ascii: "X") : $0 }, as: UTF8.self))
      return PVPattern(text: text)
    } catch {
      reading.invalid(
        error.message, node, error.bytes,
        help: "a pattern is a name with '*' for any text and '?' for one character")
      return nil
    }
  }

  private static func isSign(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?")
  }
}

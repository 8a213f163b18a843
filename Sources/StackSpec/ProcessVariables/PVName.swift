import Diagnostics
import Dialects
import SpecLanguage
import StackModel
import YAMLTree

/// The name of a process variable, taken apart and checked.
struct PVName {
  /// Without `ca://` or `pva://`, without `.VAL`.
  var canonical: String
  /// The protocol that the name asks for.
  var protocolName: PVSampling.AccessProtocol?

  /// What a name may not be, in bytes of the text.
  struct Mistake: Error {
    var message: String
    var bytes: Range<Int>
    var help: String
  }

  init(_ text: String) throws(Mistake) {
    let utf8 = text.utf8
    var start = utf8.startIndex
    if text.hasPrefix("pva://") {
      protocolName = .pvAccess
      start = utf8.index(start, offsetBy: 6)
    } else if text.hasPrefix("ca://") {
      protocolName = .channelAccess
      start = utf8.index(start, offsetBy: 5)
    }
    let offset = utf8.distance(from: utf8.startIndex, to: start)
    var dot: Int?
    for (index, byte) in utf8[start...].enumerated() {
      let place = offset + index
      if byte == UInt8(ascii: ".") {
        if dot != nil {
          throw Mistake(
            message: "a name has one '.', before the field", bytes: place..<place + 1,
            help: "write NAME or NAME.FIELD")
        }
        dot = place
      } else if let dot {
        guard Self.isFieldByte(byte, isFirst: place == dot + 1) else {
          throw Mistake(
            message: "'\(text)' has no field after its '.'", bytes: dot..<utf8.count,
            help: "a field is letters, digits and '_': NAME.HIHI")
        }
      } else if !Self.isNameByte(byte) {
        throw Mistake(
          message: "a name of a process variable holds no \(Self.words(for: byte))",
          bytes: place..<place + 1, help: "letters, digits and _ - + : [ ] < > ; / , # { } ^ may be"
        )
      }
    }
    let end = dot ?? utf8.count
    guard end > offset, dot != utf8.count - 1 else {
      throw Mistake(
        message: end > offset ? "a field is missing after the '.'" : "the name is empty",
        bytes: max(0, utf8.count - 1)..<utf8.count, help: "write NAME or NAME.FIELD")
    }
    if offset == 0, !text.hasSuffix(".VAL") {
      canonical = text
    } else {
      let name = text.dropFirst(offset)
      canonical = String(name.hasSuffix(".VAL") ? name.dropLast(4) : name)
    }
  }

  /// What works in EPICS but makes trouble elsewhere.
  var trouble: String? {
    var length = 0
    for byte in canonical.utf8 {
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ";") {
        return "the archiver's lists of names break at '\(Character(UnicodeScalar(byte)))'"
      }
      if byte == UInt8(ascii: ".") { break }
      length += 1
    }
    if length > 60 { return "a record's name has 60 characters at the most, this one \(length)" }
    let first = canonical.utf8.first ?? 0
    return first == UInt8(ascii: "-") || first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
      ? "EPICS warns of names that begin with '\(Character(UnicodeScalar(first)))'" : nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    // Letters first: nearly every byte is one of these.
    if (0x61...0x7A).contains(byte | 0x20) { return true }
    if (0x30...0x39).contains(byte) { return true }
    switch byte {
    case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: ":"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: ";"), UInt8(ascii: "/"), UInt8(ascii: ","), UInt8(ascii: "#"),
      UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "^"):
      return true
    default: return false
    }
  }

  private static func isFieldByte(_ byte: UInt8, isFirst: Bool) -> Bool {
    if (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_") { return true }
    return !isFirst && (0x30...0x39).contains(byte)
  }

  private static func words(for byte: UInt8) -> String {
    switch byte {
    case 0x20: "blank"
    case 0x09: "tab"
    case 0x21..<0x7F: "'\(Character(UnicodeScalar(byte)))'"
    default: "character outside of ASCII"
    }
  }
}

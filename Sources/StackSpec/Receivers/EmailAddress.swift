import OrderedTree
import SpecLanguage
import YAMLTree

/// An address of electronic mail, perhaps with a name: `On call <oncall@example.com>`.
struct EmailAddress: TextValue, Hashable {
  var text: String

  static var textShape: TextShape { TextShape("email address", example: "oncall@example.com") }

  /// The address without the name.
  var bare: String {
    guard let open = text.lastIndex(of: "<"), text.hasSuffix(">") else { return text }
    return String(text[text.index(after: open)...].dropLast())
  }

  static func parse(_ text: String, _ node: Node, _ reading: Reading) -> EmailAddress? {
    let address = EmailAddress(text: text)
    let parts = address.bare.split(separator: "@", omittingEmptySubsequences: false)
    let isTemplate = text.contains("{{")
    let isClean = parts.count == 2 && !parts[0].isEmpty && isHost(String(parts[1]))
    guard isTemplate || isClean && !address.bare.contains(" ") else {
      reading.invalid("'\(text)' is not an email address", node, help: "write name@example.com")
      return nil
    }
    return address
  }
}

/// Addresses, which Alertmanager takes as one text.
struct EmailAddresses: SpecValue {
  var list: [EmailAddress]

  init(_ list: [EmailAddress]) { self.list = list }

  static var shape: Shape { [EmailAddress].shape }

  func tree(_ writing: inout Writing) -> Tree? {
    .text(list.map(\.text).joined(separator: ", "))
  }

  static func read(_ node: Node, _ reading: Reading) -> EmailAddresses? {
    guard let list = [EmailAddress].read(node, reading) else { return nil }
    if list.isEmpty, node.items?.isEmpty == true {
      reading.invalid("there is no address here", node, help: "write name@example.com")
      return nil
    }
    return EmailAddresses(list)
  }
}

/// Headers of a message; two that differ in case alone are refused by Alertmanager.
struct EmailHeaders: SpecValue {
  var named = Named<MessageText>()

  static var shape: Shape { Named<MessageText>.shape }

  /// The title of the message stands in where no subject is written.
  func tree(_ writing: inout Writing) -> Tree? {
    var fields: [(key: String, value: Tree)] = named.entries.map { ($0.name, .text($0.value.text)) }
    if let subject = fields.firstIndex(where: { $0.key.lowercased() == "subject" }) {
      fields[subject].key = "Subject"
    } else {
      fields.insert(("Subject", .text(MessageText.title.text)), at: 0)
    }
    return .mapping(fields)
  }

  static func read(_ node: Node, _ reading: Reading) -> EmailHeaders? {
    guard let named = Named<MessageText>.read(node, reading) else { return nil }
    var seen: [String: String] = [:]
    for entry in named.entries {
      if let other = seen.updateValue(entry.name, forKey: entry.name.lowercased()) {
        reading.clash(
          "the headers '\(other)' and '\(entry.name)' are the same one", node,
          keys: [other, entry.name], help: "keep one of them")
      }
    }
    return EmailHeaders(named: named)
  }
}

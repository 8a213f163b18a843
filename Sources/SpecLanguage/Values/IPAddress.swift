package import YAMLTree

/// An address of a network interface: `127.0.0.1`, `::`.
package struct IPAddress: TextValue, Hashable {
  package var text: String

  package static var textShape: TextShape {
    TextShape("IP address", example: "127.0.0.1", pattern: "^[0-9A-Fa-f.:]+$")
  }
  package var specText: String? { text }

  package init(_ text: String) { self.text = text }

  /// Whether it stands for all networks of the host.
  package var isWildcard: Bool { text.utf8.allSatisfy { [0x30, 0x2E, 0x3A].contains($0) } }
  /// Whether only the host itself reaches it.
  package var isLoopback: Bool { text.hasPrefix("127.") || text == "::1" }
  /// As it stands in a URL.
  package var host: String { text.contains(":") ? "[\(text)]" : text }

  package static func parse(_ text: String, _ node: Node, _ reading: Reading) -> IPAddress? {
    if isVersion4(text) || isVersion6(text) { return IPAddress(text) }
    reading.invalid(
      "'\(text)' is not an IP address", node,
      help: "write 127.0.0.1 for this machine only, 0.0.0.0 for all of its networks")
    return nil
  }

  private static func isVersion4(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        part.utf8.count <= 3 && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
          && UInt8(part) != nil
      }
  }

  /// Eight groups of hexadecimal digits; one `::` stands for a run of zeros.
  private static func isVersion6(_ text: String) -> Bool {
    let halves = text.split(separator: "::", omittingEmptySubsequences: false)
    guard text.contains(":"), halves.count <= 2 else { return false }
    let groups = halves.flatMap { $0.split(separator: ":", omittingEmptySubsequences: false) }
      .filter { !$0.isEmpty }
    return (halves.count == 2 ? groups.count <= 7 : groups.count == 8)
      && groups.allSatisfy { $0.utf8.count <= 4 && UInt16($0, radix: 16) != nil }
  }
}

package import Dialects
package import OrderedTree
package import YAMLTree

/// Text with rules of its own.
package protocol TextValue: SpecValue {
  static var textShape: TextShape { get }
  /// The text as upstream's documents write it.
  var text: String { get }
  /// The value, or `nil` after saying what is wrong with the text.
  static func parse(_ text: String, _ node: Node, _ reading: Reading) -> Self?
}

extension TextValue {
  package static var shape: Shape { .text(textShape) }

  package func tree(_ writing: inout Writing) -> Tree? { text.isEmpty ? nil : .text(text) }

  package static func read(_ node: Node, _ reading: Reading) -> Self? {
    guard let text = reading.text(node, shape) else { return nil }
    return parse(text, node, reading)
  }
}

extension Duration: TextValue {
  package static var textShape: TextShape {
    TextShape("duration", example: "5m", pattern: "^(0|([0-9]+(y|w|d|h|m|s|ms))+)$")
  }
  package var text: String { description }
  package var specText: String? { description }

  package static func read(_ node: Node, _ reading: Reading) -> Duration? {
    if let scalar = node.scalar, scalar.style == .plain, let number = scalar.int {
      if number == 0 { return Duration(milliseconds: 0) }
      reading.invalid(
        "a duration needs a unit", node,
        help: "write \(number)s for seconds or \(number)m for minutes")
      return nil
    }
    guard let text = reading.text(node, shape) else { return nil }
    return parse(text, node, reading)
  }

  package static func parse(_ text: String, _ node: Node, _ reading: Reading) -> Duration? {
    if let duration = Duration(text) { return duration }
    reading.invalid(
      "'\(text)' is not a duration", node,
      help: "write whole numbers with y, w, d, h, m, s or ms, the biggest first: 1h30m")
    return nil
  }
}

/// A number of bytes: `512MB`, `2GB`; units count by 1024 as Prometheus does.
package struct ByteSize: TextValue, Hashable {
  package var bytes: Int
  package var text: String

  package static var textShape: TextShape {
    TextShape("size", example: "512MB", pattern: "^[0-9]+(B|KB|MB|GB|TB|PB)$")
  }
  package var specText: String? { text }

  private static let units = ["B", "KB", "MB", "GB", "TB", "PB"]

  package init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(digits),
      let power = Self.units.firstIndex(of: String(text.dropFirst(digits.count)))
    else { return nil }
    let (bytes, overflows) = count.multipliedReportingOverflow(by: 1 << (10 * power))
    guard !overflows else { return nil }
    self.bytes = bytes
    self.text = text
  }

  package static func parse(_ text: String, _ node: Node, _ reading: Reading) -> ByteSize? {
    if let size = ByteSize(text) { return size }
    reading.invalid(
      "'\(text)' is not a size", node, help: "write a whole number with B, KB, MB, GB or TB: 512MB")
    return nil
  }
}

/// An http or https address.
package struct URLText: TextValue, Hashable {
  package var text: String

  package static var textShape: TextShape {
    TextShape("URL", example: "http://backend:8000/metrics", pattern: "^https?://.+")
  }
  package var specText: String? { text }

  package var scheme: String { String(text.prefix { $0 != ":" }) }
  /// Host and port as written.
  package var authority: String {
    String(text.dropFirst(scheme.count + 3).prefix { $0 != "/" && $0 != "?" && $0 != "#" })
  }
  package var host: String {
    if authority.hasPrefix("[") { return String(authority.prefix { $0 != "]" }) + "]" }
    return String(authority.prefix { $0 != ":" })
  }
  package var port: Int? {
    let rest = authority.dropFirst(host.count)
    if rest.hasPrefix(":") { return Int(rest.dropFirst()) }
    return scheme == "https" ? 443 : 80
  }
  package var path: String {
    String(text.dropFirst(scheme.count + 3 + authority.count).prefix { $0 != "?" && $0 != "#" })
  }
  /// What stands behind the `?`.
  package var query: String {
    String(text.drop { $0 != "?" }.dropFirst().prefix { $0 != "#" })
  }

  package init(_ text: String) { self.text = text }

  package static func parse(_ text: String, _ node: Node, _ reading: Reading) -> URLText? {
    let url = URLText(text)
    guard text.hasPrefix("http://") || text.hasPrefix("https://") else {
      reading.invalid(
        "'\(text)' is not a URL", node, 0..<text.utf8.count,
        help: "begin with http:// or https://")
      return nil
    }
    if let bad = text.utf8.firstIndex(where: { $0 <= 0x20 }) {
      let offset = text.utf8.distance(from: text.utf8.startIndex, to: bad)
      reading.invalid("a URL holds no spaces", node, offset..<offset + 1)
      return nil
    }
    if url.authority.contains("@") {
      reading.invalid(
        "a URL in a spec carries no password", node,
        help:
          "take it out; where a login is possible, it has a key of its own and comes from a secret")
      return nil
    }
    guard isHost(url.host), url.port != nil, (0...65_535).contains(url.port ?? -1) else {
      let start = url.scheme.utf8.count + 3
      reading.invalid(
        "'\(url.authority)' is not a host with an optional port", node,
        start..<start + max(1, url.authority.utf8.count), help: "write host:8080")
      return nil
    }
    return url
  }
}

/// Whether a text can be the name or address of a host.
package func isHost(_ text: String) -> Bool {
  if text.hasPrefix("["), text.hasSuffix("]") { return text.utf8.count > 2 }
  return !text.isEmpty
    && text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D || $0 == 0x2E
        || $0 == 0x5F
    }
}

/// `host:port`, the port required.
package struct HostPort: TextValue, Hashable {
  package var host: String
  package var port: Int

  package static var textShape: TextShape {
    TextShape("host with port", example: "smtp.example.com:587", pattern: "^.+:[0-9]+$")
  }
  package var text: String { "\(host):\(port)" }
  package var specText: String? { text }

  package init(_ host: String, _ port: Int) {
    self.host = host
    self.port = port
  }

  package static func parse(_ text: String, _ node: Node, _ reading: Reading) -> HostPort? {
    guard let colon = text.lastIndex(of: ":") else {
      reading.invalid("'\(text)' names no port", node, help: "write \(text):PORT")
      return nil
    }
    let host = String(text[..<colon])
    guard isHost(host), let port = Int(text[text.index(after: colon)...]),
      (1...65_535).contains(port)
    else {
      reading.invalid("'\(text)' is not a host with a port", node, help: "write host:8080")
      return nil
    }
    return HostPort(host, port)
  }
}

/// A TCP or UDP port.
package struct Port: SpecValue, Hashable {
  package var number: Int

  package static var shape: Shape { .integer(1...65_535) }
  package var specText: String? { number > 0 ? number.description : nil }

  package func tree(_ writing: inout Writing) -> Tree? { number > 0 ? .int(number) : nil }

  package init(_ number: Int) { self.number = number }

  package static func read(_ node: Node, _ reading: Reading) -> Port? {
    reading.integer(node, in: 1...65_535).map { Port($0) }
  }
}

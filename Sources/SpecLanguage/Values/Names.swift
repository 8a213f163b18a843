package import Diagnostics
package import Dialects
package import YAMLTree

/// A name for things of the user's own: letters, digits, `-` and `_`, a letter or digit first.
package struct Identifier: TextValue, Hashable {
  package var text: String

  package static var textShape: TextShape {
    TextShape("name", example: "node-a", pattern: "^[A-Za-z0-9][A-Za-z0-9_-]*$")
  }
  package var specText: String? { text.isEmpty ? nil : text }

  package init(_ text: String) { self.text = text }

  package static func parse(_ text: String, _ node: Node, _ reading: Reading) -> Identifier? {
    guard let bad = firstBadByte(of: text) else { return Identifier(text) }
    reading.invalid(
      bad == 0 && text.isEmpty
        ? "a name is empty" : "a name holds letters, digits, '-' and '_' only", node,
      bad..<bad + 1)
    return nil
  }

  /// The first byte that no name may hold there.
  package static func firstBadByte(of text: String) -> Int? {
    guard !text.isEmpty else { return 0 }
    for (index, byte) in text.utf8.enumerated() {
      let isLetter = (0x61...0x7A).contains(byte | 0x20)
      let isDigit = (0x30...0x39).contains(byte)
      let isMark = index > 0 && (byte == 0x2D || byte == 0x5F)
      if !(isLetter || isDigit || isMark) { return index }
    }
    return nil
  }
}

/// A name of a Prometheus label.
package struct LabelName: TextValue, Hashable {
  package var text: String

  package static var textShape: TextShape {
    TextShape("label name", example: "instance", pattern: "^[A-Za-z_][A-Za-z0-9_]*$")
  }
  package var specText: String? { text.isEmpty ? nil : text }

  package init(_ text: String) { self.text = text }

  package static func isValid(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return text.utf8.allSatisfy {
      (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x5F
    }
  }

  package static func parse(_ text: String, _ node: Node, _ reading: Reading) -> LabelName? {
    if isValid(text) { return LabelName(text) }
    reading.invalid(
      "'\(text)' is not a label name", node,
      help: "use letters, digits and '_', no digit first")
    return nil
  }
}

/// A name of a Prometheus metric.
package struct MetricName: TextValue, Hashable {
  package var text: String

  package static var textShape: TextShape {
    TextShape(
      "metric name", example: "http_requests_total", pattern: "^[A-Za-z_:][A-Za-z0-9_:]*$")
  }

  package init(_ text: String) { self.text = text }

  package static func parse(_ text: String, _ node: Node, _ reading: Reading) -> MetricName? {
    let withoutColons = text.split(separator: ":", omittingEmptySubsequences: true).joined()
    if LabelName.isValid(withoutColons) { return MetricName(text) }
    reading.invalid(
      "'\(text)' is not a metric name", node,
      help: "use letters, digits, '_' and ':', no digit first")
    return nil
  }
}

/// A container image with its tag or digest.
package struct ImageName: TextValue, Hashable {
  package var text: String

  package static var textShape: TextShape {
    TextShape(
      "image", example: "prom/prometheus:v3.14.0", pattern: "^[^\\s]+(:[^\\s/]+|@sha256:.+)$")
  }
  package var specText: String? { text.isEmpty ? nil : text }

  package init(_ text: String) { self.text = text }

  /// The tag of an image name, none for a digest.
  package var tag: String? {
    guard !text.contains("@"), let colon = text.lastIndex(of: ":"),
      !text[colon...].contains("/")
    else { return nil }
    return String(text[text.index(after: colon)...])
  }

  package static func parse(_ text: String, _ node: Node, _ reading: Reading) -> ImageName? {
    let image = ImageName(text)
    let name = image.tag.map { text.dropLast($0.utf8.count + 1) } ?? text.prefix { $0 != "@" }
    guard isRepository(String(name)), !text.contains(" ") else {
      reading.invalid("'\(text)' is not an image name", node, help: "write name:tag")
      return nil
    }
    guard image.tag != nil || text.contains("@sha256:") else {
      reading.invalid("the image names no version", node, help: "write \(text):TAG")
      return nil
    }
    if image.tag == "latest" {
      reading.invalid(
        "'latest' is not a version: the same spec would run another program tomorrow", node,
        help: "write the tag of a release")
      return nil
    }
    return image
  }
}

/// Whether a text can be an image without its tag: small letters, perhaps behind a host.
private func isRepository(_ text: String) -> Bool {
  let parts = text.split(separator: "/", omittingEmptySubsequences: false)
  guard let first = parts.first else { return false }
  let isHosted =
    parts.count > 1 && (first.contains(".") || first.contains(":") || first == "localhost")
  if isHosted, !isHost(String(first.prefix { $0 != ":" })) { return false }
  return parts.dropFirst(isHosted ? 1 : 0).allSatisfy { part in
    !part.isEmpty
      && part.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E
          || $0 == 0x5F
      }
  }
}

/// Where images are pulled from: a host, perhaps with a port and a path.
package struct Registry: TextValue, Hashable {
  package var text: String

  package static var textShape: TextShape {
    TextShape(
      "registry", example: "mirror.example.com:5000/hub", pattern: "^[^/\\s]+(/[^/\\s]+)*$")
  }
  package var specText: String? { text }

  package static func parse(_ text: String, _ node: Node, _ reading: Reading) -> Registry? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let host = parts.first.map { String($0.prefix { $0 != ":" }) } ?? ""
    guard isHost(host), !parts.contains(""), !text.contains(" ") else {
      reading.invalid(
        "'\(text)' is not a registry", node,
        help: "write host, host:port or host/path, without https:// and without a '/' at its end")
      return nil
    }
    return Registry(text: text)
  }
}

/// A path inside the project, relative to the spec; it cannot leave the folder above it.
package struct RelativePath: TextValue, Hashable {
  package var text: String

  package static var textShape: TextShape { TextShape("path", example: "pv_thresholds.csv") }
  package var specText: String? { text.isEmpty ? nil : text }

  package init(_ text: String) { self.text = text }

  package static func parse(_ text: String, _ node: Node, _ reading: Reading) -> RelativePath? {
    guard !text.isEmpty, !text.hasPrefix("/"), !text.contains("\\"), !text.utf8.contains(0) else {
      reading.invalid(
        "'\(text)' is not a path relative to the spec", node, help: "write folder/file")
      return nil
    }
    return RelativePath(text)
  }
}

extension Reading {
  /// Reports a finding of a little language at its place in the spec.
  package func report(
    _ finding: Finding, as code: DiagnosticCode = .invalidValue,
    _ severity: Diagnostic.Severity = .error, in node: Node
  ) {
    let range = diagnostics.range(of: finding.range, in: node)
    var report = Diagnostic(code, severity, finding.message, at: range).help(finding.help)
    if let replacement = finding.replacement {
      report = report.replacing(range, with: replacement)
    }
    diagnostics.report(report)
  }
}

package import Diagnostics
package import Dialects
package import YAMLTree

/// A way through a spec: `alerts.HighCPU`, `versions.prometheus`, `pvs."a.b"`, `rows.0`.
package struct SpecPath: Sendable {
  package private(set) var steps: [Step] = []

  /// One name of a path and its bytes in the text of the path.
  package struct Step: Sendable {
    package var name: String
    package var bytes: Range<Int>
  }

  package var text: String { steps.map(\.name).joined(separator: ".") }

  /// Names with dots between them; a name with a dot of its own stands in double quotes.
  package init(parsing text: String) throws(Finding) {
    let bytes = Array(text.utf8)
    var start = 0
    while true {
      let step = try Self.step(in: bytes, at: start)
      steps.append(step)
      guard steps.count < YAMLLimits.depth else {
        throw Finding("the path has more than \(YAMLLimits.depth) steps", at: step.bytes)
      }
      guard step.bytes.upperBound < bytes.count else { return }
      start = step.bytes.upperBound + 1
    }
  }

  private static func step(in bytes: [UInt8], at start: Int) throws(Finding) -> Step {
    let dot = UInt8(ascii: ".")
    let quote = UInt8(ascii: "\"")
    guard start < bytes.count, bytes[start] == quote else {
      let end = bytes[start...].firstIndex(of: dot) ?? bytes.count
      guard end > start else {
        throw Finding(
          "a name is missing in the path", at: start..<start + 1, help: "write one.two.three")
      }
      return Step(name: String(decoding: bytes[start..<end], as: UTF8.self), bytes: start..<end)
    }
    guard let end = bytes[(start + 1)...].firstIndex(of: quote) else {
      throw Finding("this quote is never closed", at: start..<start + 1, help: "add the closing \"")
    }
    guard end + 1 == bytes.count || bytes[end + 1] == dot else {
      throw Finding(
        "a '.' is missing after the quoted name", at: end + 1..<end + 2, help: "write \"a.b\".c")
    }
    return Step(
      name: String(decoding: bytes[(start + 1)..<end], as: UTF8.self), bytes: start..<end + 1)
  }

  /// The entry or item a path leads to, or the first step that leads nowhere.
  package func find(in root: Node) -> Found {
    var node = root
    var whole = root.range
    for (index, step) in steps.enumerated() {
      if let entry = node.entries?.first(where: { $0.key.name == step.name }) {
        whole = entry.key.range.extended(to: entry.value.range)
        node = entry.value
      } else if let items = node.items, let place = Int(step.name), items.indices.contains(place) {
        node = items[place]
        whole = node.range
      } else {
        return .missing(step: index, known: node.names)
      }
    }
    return .node(node, whole)
  }

  package enum Found {
    /// The value at the end of the path, and its range with its key.
    case node(Node, SourceRange)
    case missing(step: Int, known: [String])
  }
}

extension Node {
  /// What a path may name below this node.
  fileprivate var names: [String] {
    if let entries { return entries.map(\.key.name) }
    return items?.indices.map(\.description) ?? []
  }
}

extension Diagnostics {
  /// Which step of a path leads nowhere; the path is the text of a scalar.
  func unknownPath(_ path: SpecPath, step: Int, known: [String], in node: Node) -> Diagnostic {
    let step = path.steps[step]
    let range = range(of: step.bytes, in: node)
    let words = nearest(to: step.name, among: known)
    let finding = Diagnostic(
      .unknownPath, .error, "nothing in the spec stands at '\(path.text(upTo: step))'", at: range)
    if words.count == 1, let only = words.first {
      return finding.help(suggestion(for: step.name, among: known)).replacing(range, with: only)
    }
    if words.isEmpty, (1...12).contains(known.count) {
      return finding.help("written there: \(known.joined(separator: ", "))")
    }
    return finding.help(suggestion(for: step.name, among: known))
  }
}

extension SpecPath {
  fileprivate func text(upTo step: Step) -> String {
    steps.prefix { $0.bytes.lowerBound <= step.bytes.lowerBound }.map(\.name)
      .joined(separator: ".")
  }
}

/// A path as a value of a spec.
extension SpecPath: TextValue {
  package static var textShape: TextShape { TextShape("path", example: "alerts.HighCPU") }
  package var specText: String? { text }

  package static func parse(_ text: String, _ node: Node, _ reading: Reading) -> SpecPath? {
    do {
      return try SpecPath(parsing: text)
    } catch {
      reading.report(error, as: .unknownPath, in: node)
      return nil
    }
  }
}

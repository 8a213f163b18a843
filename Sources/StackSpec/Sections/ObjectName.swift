import Diagnostics
import SpecLanguage
import YAMLTree

/// An object of the spec by its section and its name: `dashboards.overview`.
struct ObjectName: TextValue, Hashable {
  var section: Section
  var name: String

  /// Where objects have an identity that outlives a build.
  enum Section: String, CaseIterable {
    case stack, dashboards, folders, alerts, receivers, datasources, pvs
    case mutes
    case templates = "message_templates"
    case rules
    case contactPoints = "contact_points"

    /// Objects whose identity is kept over a rename.
    static let renamed: [Section] = [
      .dashboards, .folders, .alerts, .receivers, .datasources, .pvs, .stack,
    ]
    /// Objects of Grafana that stay until a file says that they are gone.
    static let removed: [Section] = [.alerts, .mutes, .templates, .rules, .contactPoints]
  }

  static var textShape: TextShape {
    TextShape("section.name", example: "dashboards.overview", pattern: "^[a-z_]+\\..+$")
  }
  var text: String { "\(section.rawValue).\(name)" }
  var specText: String? { text }

  static func parse(_ text: String, _ node: Node, _ reading: Reading) -> ObjectName? {
    guard let dot = text.firstIndex(of: "."), text.index(after: dot) < text.endIndex else {
      reading.invalid(
        "'\(text)' does not name an object", node,
        help: "write its section and its name: dashboards.overview")
      return nil
    }
    let written = String(text[..<dot])
    guard let section = Section(rawValue: written) else {
      let known = Section.allCases.map(\.rawValue)
      reading.diagnostics.report(
        Diagnostic(
          .unknownChoice, .error, "objects of '\(written)' have no lasting identity",
          at: node.range
        ).help(
          suggestion(for: written, among: known) ?? "those of \(known.joined(separator: ", ")) have"
        ))
      return nil
    }
    return ObjectName(section: section, name: String(text[text.index(after: dot)...]))
  }
}

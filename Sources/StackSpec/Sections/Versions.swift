import Diagnostics
package import Dialects
import OrderedTree
package import SpecLanguage
package import YAMLTree

/// Versions of the programs to emit for.
struct Versions: SpecRecord {
  static let name = "versions"
  static let summary = "Versions of the programs to emit for; newer fields are refused."

  var prometheus = ToolVersion("3.14.0")
  var alertmanager = ToolVersion("0.34.0")
  var grafana = ToolVersion("12.3.3")
  var compose = ToolVersion("2.40.0")
  var loki = ToolVersion("3.7.6")
  var tempo = ToolVersion("3.0.3")
  var mimir = ToolVersion("3.1.1")
  var pyroscope = ToolVersion("2.2.1")
  var jaeger = ToolVersion("2.20.0")
  var alloy = ToolVersion("1.18.1")
  var otelcol = ToolVersion("0.159.0")

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("prometheus", &prometheus, "Prometheus, 2.42 at the lowest.")
    key("alertmanager", &alertmanager, "Alertmanager, 0.25 at the lowest.")
    key("grafana", &grafana, "Grafana, 11.6 at the lowest.")
    key("compose", &compose, "docker compose; 1.29 for the old docker-compose.")
    key("loki", &loki, "Loki.")
    key("tempo", &tempo, "Tempo.")
    key("mimir", &mimir, "Mimir.")
    key("pyroscope", &pyroscope, "Pyroscope.")
    key("jaeger", &jaeger, "Jaeger.")
    key("alloy", &alloy, "Grafana Alloy.")
    key("otelcol", &otelcol, "OpenTelemetry Collector.")
  }

  /// The oldest versions that can be emitted for.
  private static let floors: [(key: String, version: Version)] = [
    ("prometheus", Version(2, 42)), ("alertmanager", Version(0, 25)), ("grafana", Version(11, 6)),
    ("compose", Version(1, 29)),
  ]

  func check(_ node: Node, _ reading: Reading) {
    for floor in Self.floors {
      guard let place = node[floor.key], let text = place.scalar?.text,
        let version = Version(text), version < floor.version
      else { continue }
      reading.invalid(
        "\(floor.key) \(text) is too old to emit for", place,
        help: "\(floor.version) is the lowest")
    }
    for (tool, known) in Versions().all {
      guard let place = node[tool.rawValue], let text = place.scalar?.text,
        let version = Version(text), version.major > known.version.major
      else { continue }
      reading.diagnostics.report(
        Diagnostic(
          .noEffect, .warning, "nothing is known here of \(tool.title) \(text)", at: place.range
        ).help("it is written for as \(known.text) would be"))
    }
  }

  private var all: [(tool: Tool, version: ToolVersion)] {
    [
      (.prometheus, prometheus), (.alertmanager, alertmanager), (.grafana, grafana),
      (.compose, compose), (.loki, loki), (.tempo, tempo), (.mimir, mimir),
      (.pyroscope, pyroscope), (.jaeger, jaeger), (.alloy, alloy), (.otelcol, otelcol),
    ]
  }

  var targets: TargetVersions {
    var targets = TargetVersions()
    for (tool, version) in all { targets[tool] = version.version }
    return targets
  }
}

/// A version of a program, as text or as a number: `2.42`, `"3.10"`.
struct ToolVersion: SpecValue {
  var text: String
  var version: Version
  var range: SourceRange?

  static var shape: Shape {
    .either([.text(TextShape("version", example: "\"3.14\"")), .number])
  }
  var specText: String? { text }

  func tree(_ writing: inout Writing) -> Tree? { .text(text) }

  init(_ text: String) {
    self.text = text
    version = Version(text) ?? Version(0, 0)
  }

  static func read(_ node: Node, _ reading: Reading) -> ToolVersion? {
    guard let scalar = node.scalar, !scalar.isNull else {
      reading.wrongType(node, expected: shape)
      return nil
    }
    guard Version(scalar.text) != nil else {
      reading.invalid("'\(scalar.text)' is not a version", node, help: "write 3.14 or 3.14.0")
      return nil
    }
    var version = ToolVersion(scalar.text)
    version.range = node.range
    return version
  }
}

/// The versions a spec emits for, read before the sections that depend on them.
package func readVersions(_ root: Node, _ reading: Reading) -> TargetVersions {
  guard let node = root["versions"], node.entries != nil else { return Versions().targets }
  // The section is read again with the others, which reports what is wrong with it.
  let silent = Reading(reading.diagnostics.unheard)
  return Versions.read(node, silent)?.targets ?? Versions().targets
}

import Diagnostics
package import SpecLanguage
import YAMLTree

/// A built-in pack as the catalogue shows it: what a user may set and what it brings.
package struct CatalogueEntry: Sendable {
  package let name: String
  package let title: String
  package let summary: String
  package let homepage: String?
  package let notes: [String]
  package let params: [Param]
  package let metrics: [Metric]
  package let alerts: [Alert]
  package let dashboards: [(name: String, title: String)]
  let kind: PackKind

  package struct Param: Sendable {
    package let name: String
    package let shape: Shape
    package let standard: String?
    package let isRequired: Bool
    package let summary: String
  }

  package struct Metric: Sendable {
    package let name: String
    package let type: String
    package let labels: [String]
    package let unit: String?
  }

  package struct Alert: Sendable {
    package let name: String
    /// Its limit in the words of the pack: `above 80%`.
    package let limit: String?
    package let pending: String?
    package let severity: String
    package let summary: String
  }

  /// The key under which a spec names it.
  package var section: String {
    switch kind {
    case .exporter: "exporters"
    case .component: name
    case .app: "apps"
    }
  }

  /// The pack as it is written.
  package var source: String {
    builtInPacks.first { $0.name == name }?.text.description ?? ""
  }

  /// Every built-in pack, by name.
  package static var all: [CatalogueEntry] {
    builtInPacks.map(\.name).sorted().compactMap { name in
      PackLibrary.builtIn(name, Diagnostics()).map { CatalogueEntry(name, $0) }
    }
  }

  /// Reads the parts of a pack that do not depend on its params. Packs are right, or tests fail.
  private init(_ name: String, _ node: Node) {
    let reading = Reading(Diagnostics())
    self.name = name
    title = node["title"]?.scalar?.text ?? name
    summary = node["summary"]?.scalar?.text ?? ""
    homepage = node["homepage"]?.scalar?.text
    kind = node["kind"].flatMap { PackKind.read($0, reading) } ?? .exporter
    notes = node["notes"].flatMap { [String].read($0, reading) } ?? []
    let declared = node["params"].flatMap { Named<PackParam>.read($0, reading) } ?? Named()
    params = declared.entries.map { Param($0.name, $0.value) }
    let exposed = node["metrics"].flatMap { Named<MetricSpec>.read($0, reading) } ?? Named()
    metrics = exposed.entries.map { entry in
      Metric(
        name: entry.name, type: entry.value.type.rawValue,
        labels: entry.value.labels.map(\.text), unit: entry.value.unit)
    }
    alerts = (node["alerts"]?.entries ?? []).map { Alert($0) }
    dashboards = (node["dashboards"]?.entries ?? []).map {
      ($0.key.name, $0.value["title"]?.scalar?.text ?? $0.key.name)
    }
  }

  /// An entry of `exporters:` with this pack.
  var recordShape: RecordShape {
    RecordShape(
      name: "exporter \(name)", summary: summary,
      mayBeEmpty: !params.contains(where: \.isRequired)
    ) {
      params.map { param in
        KeyDescription(
          name: param.name, shape: param.shape, rule: param.isRequired ? .required : .optional,
          defaultText: param.standard, summary: param.summary)
      } + ExporterSpec.recordShape.keys()
    }
  }
}

extension CatalogueEntry.Param {
  fileprivate init(_ name: String, _ param: PackParam) {
    self.name = name
    shape = param.choices.isEmpty ? param.type.shape : .choice(param.choices)
    standard = param.standard?.node.scalar?.text
    isRequired = param.isRequired
    summary = param.paramSummary
  }
}

extension CatalogueEntry.Alert {
  fileprivate init(_ entry: Node.Entry) {
    func text(_ key: String) -> String? { entry.value[key]?.scalar?.text }
    name = entry.key.name
    let keys = ["above", "at_least", "below", "at_most", "when"]
    limit =
      keys.compactMap { key in
        text(key).map { "\(key == "when" ? "" : key.split("_").joined(separator: " ") + " ")\($0)" }
      }.first
    pending = text("for")
    severity = text("severity") ?? "warning"
    summary = text("summary") ?? ""
  }
}

/// The format of packs, for those who write their own.
package let packFormat = Pack.recordShape

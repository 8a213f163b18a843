import Diagnostics
import Dialects
package import SpecLanguage
package import YAMLTree

/// A pack as one entry of the spec uses it: its params bound, its texts filled in.
package struct LoadedPack: Sendable {
  /// The name of the entry, which names the service and the job.
  package var name: String
  var packName: String
  var spec: ExporterSpec
  var pack: Pack
  /// Secrets its params were bound to.
  var secrets: [SecretReference]
  /// The place in the spec that asked for it.
  var range: SourceRange
}

/// Components that come as packs too: the section of the spec has the name of the pack.
private let componentSections = ["prometheus", "alertmanager", "grafana"]

/// Loads the packs that a spec asks for.
package func loadPacks(
  for root: Node, library: PackLibrary, _ reading: Reading
) -> [LoadedPack] {
  var loaded: [LoadedPack] = []
  for section in componentSections {
    guard let entry = root.entries?.first(where: { $0.key.name == section }) else { continue }
    let loader = PackLoader(
      name: section, key: entry.key, written: Node.nothing, library: library, reading: reading)
    if let pack = loader.load() { loaded.append(pack) }
  }
  guard let exporters = root["exporters"], !exporters.isNull else { return loaded }
  guard let entries = exporters.entries else {
    reading.wrongType(exporters, expected: .map(keys: "exporters", .anything))
    return loaded
  }
  for entry in entries {
    let loader = PackLoader(
      name: entry.key.name, key: entry.key, written: entry.value, library: library,
      reading: reading)
    if let pack = loader.load() { loaded.append(pack) }
  }
  return loaded
}

/// Puts what packs bring below what the user wrote in the sections of the same names.
package func addContributions(of packs: [LoadedPack], to root: Node) -> Node {
  var base: [Node.Entry] = []
  var seen: Set<String> = []
  for pack in packs where seen.insert(pack.packName).inserted {
    let sections = [
      ("alerts", pack.spec.alertsEnabled ? pack.pack.alerts.node : .nothing),
      ("recordings", pack.pack.recordings.node),
      ("dashboards", pack.spec.dashboardsEnabled ? pack.pack.dashboards.node : .nothing),
    ]
    for (section, node) in sections {
      guard let entries = node.entries else { continue }
      let key = Node.Key(section, node.range)
      if let index = base.firstIndex(where: { $0.key.name == section }) {
        let old = base[index].value.entries ?? []
        base[index].value.content = .mapping(old + entries)
      } else {
        base.append(Node.Entry(key, node))
      }
    }
  }
  return overlay(Node(.mapping(base), root.range), with: root)
}

/// Loads one pack for one entry of the spec.
private struct PackLoader {
  let name: String
  let key: Node.Key
  let written: Node
  let library: PackLibrary
  let reading: Reading

  func load() -> LoadedPack? {
    let packNode = written["pack"]
    let packName = packNode?.scalar?.text ?? name
    guard let node = library.node(packName, reading.diagnostics) else {
      reading.diagnostics.report(
        Diagnostic(
          .unknownPack, .error, "the catalogue has no pack '\(packName)'",
          at: packNode?.range ?? key.range
        ).help(
          suggestion(for: packName, among: library.names)
            ?? "`stackgen catalog` lists all of them"))
      return nil
    }
    let declared = node["params"].flatMap { Named<PackParam>.read($0, reading) } ?? Named()
    guard
      let spec = ExporterSpec.readRecord(written, reading, alsoKnown: declared.names),
      let bound = bind(declared)
    else { return nil }
    let filled = interpolate(
      node.without(bound.unset, keeping: "params"), params: bound.params, reading)
    guard let pack = Pack.read(filled.node, reading) else { return nil }
    return LoadedPack(
      name: name, packName: packName, spec: spec, pack: pack, secrets: bound.secrets,
      range: key.range)
  }

  private struct Bound {
    var params = Params()
    /// Optional params without a value: what mentions them is left out of the pack.
    var unset: Set<String> = []
    var secrets: [SecretReference] = []
  }

  private func bind(_ declared: Named<PackParam>) -> Bound? {
    var bound = Bound()
    bound.params.set("name", text(name))
    for entry in declared.entries {
      let value = written[entry.name]
      if let value, !value.isNull {
        guard check(value, entry.value) else { return nil }
        if entry.value.type == .secret, let secret = SecretReference.read(value, reading) {
          bound.secrets.append(secret)
          bound.params.set(entry.name, text("/run/secrets/\(secret.secret)", at: value.range))
        } else {
          bound.params.set(entry.name, value)
        }
      } else if let standard = entry.value.standard?.node {
        bound.params.set(entry.name, standard)
      } else if entry.value.isRequired {
        reading.diagnostics.report(
          Diagnostic(
            .missingKey, .error, "the key '\(entry.name)' is missing: \(entry.value.paramSummary)",
            at: key.range
          ).help("write \(key.name): {\(entry.name): ...}"))
        return nil
      } else {
        bound.unset.insert(entry.name)
      }
    }
    return bound
  }

  /// Whether a value is what the param takes; a diagnostic says so otherwise.
  private func check(_ value: Node, _ param: PackParam) -> Bool {
    if !param.choices.isEmpty, let word = value.scalar?.text, !param.choices.contains(word) {
      reading.unknownWord(word, value, candidates: param.choices)
      return false
    }
    return param.type.accepts(value, reading)
  }

  private func text(_ text: String, at range: SourceRange? = nil) -> Node {
    Node(.scalar(Scalar(text, .doubleQuoted)), range ?? key.range)
  }
}

extension ParamType {
  fileprivate func accepts(_ node: Node, _ reading: Reading) -> Bool {
    switch self {
    case .text, .path, .host: String.read(node, reading) != nil
    case .port: Port.read(node, reading) != nil
    case .int: Int.read(node, reading) != nil
    case .number: Double.read(node, reading) != nil
    case .bool: Bool.read(node, reading) != nil
    case .duration: Duration.read(node, reading) != nil
    case .url: URLText.read(node, reading) != nil
    case .secret: node.entries != nil || SecretReference.read(node, reading) != nil
    case .list: [String].read(node, reading) != nil
    }
  }
}

extension Node {
  /// The tree without the entries and items that mention one of the params.
  fileprivate func without(_ params: Set<String>, keeping kept: String) -> Node {
    guard !params.isEmpty else { return self }
    var copy = self
    switch content {
    case .scalar: return self
    case .sequence(let items):
      copy.content = .sequence(
        items.filter { !$0.mentions(params) }.map { $0.without(params, keeping: kept) })
    case .mapping(let entries):
      copy.content = .mapping(
        entries.filter { !$0.value.mentions(params) }.map {
          $0.key.name == kept ? $0 : Entry($0.key, $0.value.without(params, keeping: kept))
        })
    }
    return copy
  }

  private func mentions(_ params: Set<String>) -> Bool {
    scalar != nil && !mentionedParams(in: self).isDisjoint(with: params)
  }
}

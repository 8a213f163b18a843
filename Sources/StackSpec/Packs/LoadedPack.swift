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
private let componentSections = [
  "prometheus", "alertmanager", "grafana", "loki", "tempo", "mimir", "pyroscope", "jaeger",
]

/// Loads the packs that a spec asks for.
package func loadPacks(
  for root: Node, library: PackLibrary, _ reading: Reading
) -> [LoadedPack] {
  let requests = packRequests(of: root, reading)
  return requests.compactMap { request in
    let users = requests.filter { $0.packName == request.packName }.map(\.key.name)
    return PackLoader(request: request, jobs: users, library: library, reading: reading).load()
  }
}

/// An entry of the spec that asks for a pack.
private struct PackRequest {
  var packName: String
  var key: Node.Key
  var written = Node.nothing
  /// Where the name of the pack stands.
  var nameRange: SourceRange
}

private func packRequests(of root: Node, _ reading: Reading) -> [PackRequest] {
  var requests: [PackRequest] = []
  for entry in root.entries ?? [] where componentSections.contains(entry.key.name) {
    requests.append(
      PackRequest(packName: entry.key.name, key: entry.key, nameRange: entry.key.range))
  }
  if let proxy = root["expose"]?.entries?.first(where: { $0.key.name == "proxy" }) {
    requests.append(
      PackRequest(packName: "proxy", key: proxy.key, nameRange: proxy.key.range))
  }
  if let collector = root.entries?.first(where: { $0.key.name == "collector" }) {
    let kind = collector.value["kind"] ?? collector.value
    let name = CollectorKind(rawValue: kind.scalar?.text ?? "") ?? .alloy
    requests.append(
      PackRequest(
        packName: name.rawValue, key: Node.Key(name.rawValue, collector.key.range),
        nameRange: kind.range))
  }
  for entry in entries(of: "exporters", in: root, reading) {
    let name = entry.value["pack"]
    requests.append(
      PackRequest(
        packName: name?.scalar?.text ?? entry.key.name, key: entry.key, written: entry.value,
        nameRange: name?.range ?? entry.key.range))
  }
  let apps = entries(of: "apps", in: root, reading)
  for entry in apps {
    guard let kind = entry.value["kind"], let name = kind.scalar?.text else { continue }
    requests.append(PackRequest(packName: name, key: entry.key, nameRange: kind.range))
  }
  // Health is asked through the blackbox exporter, which comes along when it is needed.
  if !requests.contains(where: { $0.packName == "blackbox" }),
    let health = apps.compactMap({ $0.value["health"] }).first
  {
    requests.append(
      PackRequest(
        packName: "blackbox", key: Node.Key("blackbox", health.range), nameRange: health.range))
  }
  return requests
}

private func entries(of section: String, in root: Node, _ reading: Reading) -> [Node.Entry] {
  guard let node = root[section], !node.isNull else { return [] }
  if let entries = node.entries { return entries }
  reading.wrongType(node, expected: .map(keys: section, .anything))
  return []
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
  let request: PackRequest
  /// The jobs of all entries that use the pack.
  let jobs: [String]
  let library: PackLibrary
  let reading: Reading

  private var key: Node.Key { request.key }
  private var written: Node { request.written }

  func load() -> LoadedPack? {
    let packName = request.packName
    guard let node = library.node(packName, reading.diagnostics) else {
      reading.diagnostics.report(
        Diagnostic(
          .unknownPack, .error, "the catalogue has no pack '\(packName)'", at: request.nameRange
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
      name: key.name, packName: packName, spec: spec, pack: pack, secrets: bound.secrets,
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
    bound.params.set("name", text(key.name))
    bound.params.set("jobs", text(jobs.joined(separator: "|")))
    // The version that is emitted for is the version that runs.
    if let tool = Tool(rawValue: request.packName), let version = reading.versions[tool] {
      let patch = version.patch ?? 0
      bound.params.set("version", text("\(version.major).\(version.minor).\(patch)"))
    }
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
    var copy = self
    switch content {
    case .scalar: return self
    case .sequence(let items):
      copy.content = .sequence(
        items.filter { !$0.mentions(params) && !$0.needs(params) }
          .map { $0.without(params, keeping: kept) })
    case .mapping(let entries):
      copy.content = .mapping(
        entries.filter { !$0.value.mentions(params) && $0.key.name != Node.needsKey }.map {
          $0.key.name == kept ? $0 : Entry($0.key, $0.value.without(params, keeping: kept))
        })
    }
    return copy
  }

  /// `needs: http` in an item of a list: the item is there only when the param is set.
  private static let needsKey = "needs"

  private func needs(_ params: Set<String>) -> Bool {
    self[Node.needsKey]?.scalar.map { params.contains($0.text) } ?? false
  }

  private func mentions(_ params: Set<String>) -> Bool {
    scalar != nil && !mentionedParams(in: self).isDisjoint(with: params)
  }
}

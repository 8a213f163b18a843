import Diagnostics
import Dialects
import SpecLanguage
import YAMLTree

/// Loads one pack for one entry of the spec.
struct PackLoader {
  let request: PackRequest
  /// The pack as it is written.
  let tree: Node
  /// The jobs of all entries that use the pack.
  let jobs: [String]
  let reading: Reading

  private var key: Node.Key { request.key }
  private var written: Node { request.written }

  func load() -> LoadedPack? {
    let declared = tree["params"].flatMap { Named<PackParam>.read($0, reading) } ?? Named()
    PackChecks(node: tree, params: declared, reading: reading).report()
    guard
      let spec = ExporterSpec.readRecord(written, reading, alsoKnown: declared.names),
      var bound = bind(declared)
    else { return nil }
    let parts = PackParts(unset: bound.unset, off: bound.off).chosen(from: tree)
    let service = serviceName(of: parts, bound.params)
    let address = address(of: parts, service, spec, bound.params)
    bound.params.set("address", text(address ?? ""))
    let filled = interpolate(withScrapeSettings(parts), params: bound.params, reading)
    guard let pack = Pack.read(filled.node, reading) else { return nil }
    if pack.kind != request.kind { reportWrongPlace(of: pack) }
    return LoadedPack(
      name: key.name, serviceName: service, packName: request.packName, spec: spec, pack: pack,
      address: address, secrets: bound.secrets, range: key.range)
  }

  private func reportWrongPlace(of pack: Pack) {
    let others = CatalogueEntry.all.filter { $0.kind == request.kind }.map(\.name)
    let near = suggestion(for: request.packName, among: others)
    let help =
      switch pack.kind {
      case .exporter: "write it under 'exporters:'"
      case .component: "write '\(request.packName):' as a section of its own"
      case .app: "name it as the 'kind' of an app"
      }
    reading.diagnostics.report(
      Diagnostic(
        .packPlace, .error, "the pack '\(request.packName)' cannot be used here",
        at: request.nameRange
      ).help(near.map { "\(help); \($0)" } ?? help))
  }

  /// An exporter must not take the name of what it measures from those who look for that.
  private func serviceName(of pack: Node, _ params: Params) -> String {
    if let written = pack["service"]?["name"],
      let name = interpolate(written, params: params, reading).node.scalar?.text
    {
      return name
    }
    return request.kind == .exporter ? "\(key.name)-exporter" : key.name
  }

  /// Where the program is reached: at the targets of the user, or where the stack runs it.
  private func address(
    of pack: Node, _ serviceName: String, _ spec: ExporterSpec, _ params: Params
  ) -> String? {
    if let target = spec.targets.first { return target }
    guard let service = pack["service"], let written = service["port"],
      let port = interpolate(written, params: params, reading).node.scalar?.text
    else { return nil }
    let isOnHost = service["host_network"]?.scalar?.bool ?? false
    return "\(isOnHost ? "host.docker.internal" : serviceName):\(port)"
  }

  /// The pack with the user's settings in all of its scrape jobs.
  private func withScrapeSettings(_ pack: Node) -> Node {
    guard let settings = written["scrape"], let jobs = pack["scrape"]?.items else { return pack }
    let changed = Node(.sequence(jobs.map { overlay($0, with: settings) }), settings.range)
    return pack.replacing("scrape", with: changed)
  }

  private struct Bound {
    var params = Params()
    var unset: Set<String> = []
    var off: Set<String> = []
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
      guard bind(entry, to: &bound) else { return nil }
    }
    return bound
  }

  private func bind(_ param: Named<PackParam>.Entry, to bound: inout Bound) -> Bool {
    if let value = written[param.name], !value.isNull {
      guard param.value.accepts(value, reading) else { return false }
      bound.params.set(param.name, withSecretFiles(value, param.value.type, &bound.secrets))
      if value.scalar?.bool == false { bound.off.insert(param.name) }
    } else if let standard = param.value.standard?.node {
      bound.params.set(param.name, standard)
      if standard.scalar?.bool == false { bound.off.insert(param.name) }
    } else if param.value.isRequired {
      reading.diagnostics.report(
        Diagnostic(
          .missingKey, .error, "the key '\(param.name)' is missing: \(param.value.paramSummary)",
          at: key.range
        ).help("write \(key.name): {\(param.name): ...}"))
      return false
    } else {
      bound.unset.insert(param.name)
      bound.off.insert(param.name)
    }
    return true
  }

  /// The value with the path of a file in place of each secret.
  private func withSecretFiles(
    _ value: Node, _ type: ParamType, _ secrets: inout [SecretReference]
  ) -> Node {
    guard type == .secret || type == .any else { return value }
    switch value.content {
    case .scalar: return value
    case .sequence(let items):
      return Node(.sequence(items.map { withSecretFiles($0, type, &secrets) }), value.range)
    case .mapping(let entries):
      if entries.count == 1, entries[0].key.name == "secret",
        let secret = SecretReference.read(value, reading)
      {
        secrets.append(secret)
        return text("/run/secrets/\(secret.secret)", at: value.range)
      }
      let changed = entries.map {
        Node.Entry($0.key, withSecretFiles($0.value, type, &secrets))
      }
      return Node(.mapping(changed), value.range)
    }
  }

  private func text(_ text: String, at range: SourceRange? = nil) -> Node {
    Node(.scalar(Scalar(text, .doubleQuoted)), range ?? key.range)
  }
}

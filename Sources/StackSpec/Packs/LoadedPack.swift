package import Diagnostics
package import SpecLanguage
package import YAMLTree

/// A pack as one entry of the spec uses it: its params bound, its texts filled in.
package struct LoadedPack: Sendable {
  /// The name of the entry, which names the job.
  package var name: String
  /// The container, when the stack runs it.
  var serviceName: String
  package var packName: String
  var spec: ExporterSpec
  var pack: Pack
  /// Where it is scraped and asked; `nil` when that is for the user to say.
  var address: String?
  /// Secrets its params were bound to.
  var secrets: [SecretReference]
  /// The place in the spec that asked for it.
  package var range: SourceRange
}

/// Loads the packs that a spec asks for.
package func loadPacks(
  for root: Node, library: PackLibrary, _ reading: Reading
) -> [LoadedPack] {
  let requests = packRequests(of: root, reading)
  var trees: [String: Node?] = [:]
  for request in requests where trees[request.packName] == nil {
    trees[request.packName] = .some(library.tree(of: request, reading))
  }
  let known = trees.compactMapValues(\.self)
  return reading.concurrentMap(requests, atATime: 1) { request, reading in
    guard let tree = known[request.packName] else { return nil }
    let users = requests.filter { $0.packName == request.packName }.map { $0.job ?? $0.key.name }
    return PackLoader(request: request, tree: tree, jobs: users, reading: reading).load()
  }.compactMap(\.self)
}

extension LoadedPack {
  /// The pack with its jobs scraped over TLS. The names inside the stack are in no certificate.
  var scrapedOverTLS: LoadedPack {
    var pack = self
    for index in pack.pack.scrape.indices {
      pack.pack.scrape[index].scheme = .https
      var tls = TLSConfig()
      tls.insecureSkipVerify = true
      pack.pack.scrape[index].client.tls = tls
    }
    return pack
  }
}

/// Puts what packs bring below what the user wrote in the sections of the same names.
package func addContributions(
  of packs: [LoadedPack], to root: Node, _ reading: Reading
) -> Node {
  var contributions = Contributions(reading: reading)
  var seen: Set<String> = []
  // Most dashboards of packs show metrics, so there must be a store of them.
  let keepsMetrics = root["prometheus"] != nil || root["mimir"] != nil
  for pack in packs where seen.insert(pack.packName).inserted {
    let users = packs.filter { $0.packName == pack.packName }
    if users.contains(where: \.spec.alertsEnabled) {
      contributions.add(pack.pack.alerts.node, to: "alerts", from: pack.packName)
    }
    contributions.add(pack.pack.recordings.node, to: "recordings", from: pack.packName)
    if users.contains(where: \.spec.dashboardsEnabled) {
      let dashboards = pack.pack.dashboards.node
      contributions.add(
        keepsMetrics ? dashboards : dashboards.withoutDashboardsOfMetrics, to: "dashboards",
        from: pack.packName)
    }
  }
  let base = contributions.sections.map { section in
    guard section.key.name == "alerts", let own = root["alerts"] else { return section }
    return Node.Entry(section.key, limits(of: section.value, givingWayTo: own, reading))
  }
  return overlay(Node(.mapping(base), root.range), with: root)
}

/// The alerts of packs without the limits that the user's alerts of the same names replace: an alert
/// has one limit, and it belongs to its own quantity.
private func limits(of alerts: Node, givingWayTo own: Node, _ reading: Reading) -> Node {
  let limits = ["above", "at_least", "below", "at_most", "when", "until"]
  var entries = alerts.entries ?? []
  for index in entries.indices {
    guard let changed = own[entries[index].key.name] else { continue }
    warnOfTurnedLimit(entries[index].value, by: changed, reading)
    var dropped: [String] = []
    if changed["expr"] != nil { dropped = limits + ["unit"] }
    if limits.contains(where: { changed[$0] != nil && $0 != "until" }) { dropped += limits }
    for key in dropped { entries[index].value = entries[index].value.removing(key) }
  }
  return Node(.mapping(entries), alerts.range)
}

/// Warns where a quantity that is bad when low gets a limit above, or the other way round.
private func warnOfTurnedLimit(_ alert: Node, by change: Node, _ reading: Reading) {
  guard change["expr"] == nil, let old = limitSide(of: alert), let new = limitSide(of: change),
    old.isUpper != new.isUpper
  else { return }
  let value = new.entry.value.scalar?.text ?? ""
  reading.diagnostics.report(
    Diagnostic(
      .turnedLimit, .warning,
      "the alert fires \(old.isUpper ? "above" : "below") its limit; '\(new.entry.key.name)' turns "
        + "it round", at: new.entry.key.range
    ).help("write '\(old.entry.key.name): \(value)'")
      .related(old.entry.key.range, "the limit of the pack"))
}

/// The limit of an alert that has one side.
private func limitSide(of alert: Node) -> (entry: Node.Entry, isUpper: Bool)? {
  for entry in alert.entries ?? [] {
    switch entry.key.name {
    case "above", "at_least": return (entry, true)
    case "below", "at_most": return (entry, false)
    default: continue
    }
  }
  return nil
}

/// The sections that packs bring together; no two may bring the same name.
private struct Contributions {
  let reading: Reading
  private(set) var sections: [Node.Entry] = []
  private var owners: [String: (pack: String, range: SourceRange)] = [:]

  init(reading: Reading) { self.reading = reading }

  mutating func add(_ node: Node, to section: String, from pack: String) {
    let entries = (node.entries ?? []).filter { isFree($0.key, in: section, for: pack) }
    guard !entries.isEmpty else { return }
    if let index = sections.firstIndex(where: { $0.key.name == section }) {
      let old = sections[index].value.entries ?? []
      sections[index].value.content = .mapping(old + entries)
    } else {
      sections.append(
        Node.Entry(Node.Key(section, node.range), Node(.mapping(entries), node.range)))
    }
  }

  private mutating func isFree(_ key: Node.Key, in section: String, for pack: String) -> Bool {
    let name = "\(section).\(key.name)"
    guard let owner = owners[name] else {
      owners[name] = (pack, key.range)
      return true
    }
    reading.diagnostics.report(
      Diagnostic(
        .packClash, .error, "the packs '\(owner.pack)' and '\(pack)' both bring \(name)",
        at: key.range
      ).related(owner.range, "the other one").help("rename it in the pack of your own"))
    return false
  }
}

extension Node {
  /// The dashboards whose own datasource is a store of something else.
  fileprivate var withoutDashboardsOfMetrics: Node {
    guard let entries else { return self }
    let others = ["loki", "tempo", "jaeger", "pyroscope"]
    return Node(
      .mapping(
        entries.filter { entry in
          entry.value["datasource"]?.scalar.map { others.contains($0.text) } == true
        }), range)
  }
}

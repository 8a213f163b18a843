import Diagnostics
import SpecLanguage
import YAMLTree

/// An entry of the spec that asks for a pack.
struct PackRequest {
  var packName: String
  /// What the place it is asked for can use.
  var kind: PackKind
  var key: Node.Key
  var written = Node.nothing
  /// Where the name of the pack stands.
  var nameRange: SourceRange
  /// The `job` label of what it measures; the name of the entry when left out.
  var job: String?
}

/// Components that come as packs too: the section of the spec has the name of the pack.
private let componentSections = [
  "prometheus", "alertmanager", "grafana", "loki", "tempo", "mimir", "pyroscope", "jaeger", "k6",
]

/// Everything in a spec that asks for a pack.
func packRequests(of root: Node, _ reading: Reading) -> [PackRequest] {
  var requests: [PackRequest] = []
  for entry in root.entries ?? [] where componentSections.contains(entry.key.name) {
    requests.append(
      PackRequest(
        packName: entry.key.name, kind: .component, key: entry.key, nameRange: entry.key.range))
  }
  if let proxy = root["expose"]?.entries?.first(where: { $0.key.name == "proxy" }) {
    requests.append(
      PackRequest(
        packName: "proxy", kind: .component, key: proxy.key, nameRange: proxy.key.range))
  }
  if let collector = root.entries?.first(where: { $0.key.name == "collector" }) {
    let kind = collector.value["kind"] ?? collector.value
    let name = CollectorKind(rawValue: kind.scalar?.text ?? "") ?? .alloy
    requests.append(
      PackRequest(
        packName: name.rawValue, kind: .component,
        key: Node.Key(name.rawValue, collector.key.range), nameRange: kind.range))
  }
  requests += archiverRequests(in: root)
  for entry in entries(of: "exporters", in: root, reading) {
    let name = entry.value["pack"]
    requests.append(
      PackRequest(
        packName: name?.scalar?.text ?? entry.key.name, kind: .exporter, key: entry.key,
        written: entry.value, nameRange: name?.range ?? entry.key.range))
  }
  let apps = entries(of: "apps", in: root, reading)
  for entry in apps {
    guard let kinds = entry.value["kind"] else { continue }
    for kind in kinds.items ?? [kinds] {
      guard let name = kind.scalar?.text else { continue }
      requests.append(
        PackRequest(
          packName: name, kind: .app, key: entry.key, nameRange: kind.range,
          job: pushedJob(of: entry)))
    }
  }
  if let counted = spanMetricsRequest(in: root) { requests.append(counted) }
  // Health is asked through the blackbox exporter, which comes along when it is needed.
  if !requests.contains(where: { $0.packName == "blackbox" }),
    let health = apps.compactMap({ $0.value["health"] }).first
  {
    requests.append(
      PackRequest(
        packName: "blackbox", kind: .exporter, key: Node.Key("blackbox", health.range),
        nameRange: health.range))
  }
  return requests
}

/// What the archiver of a spec needs: its own containers, and an exporter of its metrics.
private func archiverRequests(in root: Node) -> [PackRequest] {
  guard let archiver = root.entries?.first(where: { $0.key.name == "archiver" }) else { return [] }
  var names: [String] = []
  if archiver.value["run"] != nil { names += ["appliance", "appliance-database"] }
  if archiver.value["sync"] != nil { names.append("archiver-sync") }
  if root["prometheus"] != nil { names.append("archiver-exporter") }
  return names.map { name in
    PackRequest(
      packName: name, kind: .component, key: Node.Key(name, archiver.key.range),
      nameRange: archiver.key.range)
  }
}

/// Metrics of spans have other names by who makes them: Tempo, or the collector where it does not.
private func spanMetricsRequest(in root: Node) -> PackRequest? {
  func key(_ name: String) -> Node.Key? {
    root.entries?.first { $0.key.name == name }?.key
  }
  guard key("prometheus") != nil || key("mimir") != nil else { return nil }
  let isOff = root["tempo"]?["metrics_generator"]?.scalar?.bool == false
  if let tempo = key("tempo"), !isOff {
    return PackRequest(
      packName: "services-tempo", kind: .component, key: tempo, nameRange: tempo.range)
  }
  guard let collector = key("collector"), key("tempo") ?? key("jaeger") != nil,
    root["collector"]?["span_metrics"]?.scalar?.bool != false
  else { return nil }
  return PackRequest(
    packName: "services-collector", kind: .component, key: collector,
    nameRange: collector.range)
}

/// OpenTelemetry's metrics are named after service and namespace, where scraped ones are after the
/// scrape job.
private func pushedJob(of app: Node.Entry) -> String? {
  guard app.value["metrics"]?.scalar?.text == "otlp",
    let namespace = app.value["resource"]?["service.namespace"]?.scalar?.text
  else { return nil }
  return "\(namespace)/\(app.key.name)"
}

private func entries(of section: String, in root: Node, _ reading: Reading) -> [Node.Entry] {
  guard let node = root[section], !node.isNull else { return [] }
  if let entries = node.entries { return entries }
  reading.wrongType(node, expected: .map(keys: section, .anything))
  return []
}

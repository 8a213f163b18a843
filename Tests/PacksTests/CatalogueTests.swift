import PromQL
import SpecLanguage
import Testing
import YAMLTree

/// Every pack that is built in does what its users count on.
@Suite struct CatalogueTests {
  @Test(arguments: Catalogue.usable)
  func `a pack compiles without findings with the least it needs`(_ pack: Catalogue.Pack) {
    let built = Built(["spec.yaml": Catalogue.leastSpec(of: pack)])
    #expect(built.compilation != nil && built.findings.isEmpty, "\(built.report)")
  }

  @Test(arguments: Catalogue.usable)
  func `a pack can be emitted for the oldest programs`(_ pack: Catalogue.Pack) {
    let oldest = [
      "versions.prometheus=2.42", "versions.alertmanager=0.25", "versions.compose=1.29",
    ]
    let built = Built(["spec.yaml": Catalogue.leastSpec(of: pack)], settings: oldest)
    #expect(built.compilation != nil && built.findings.isEmpty, "\(built.report)")
  }

  @Test(arguments: Catalogue.packs)
  func `every metric an alert asks for is in the dictionary of its pack`(_ pack: Catalogue.Pack) {
    let declared = Set(pack.names(under: "metrics"))
    for alert in pack.tree["alerts"]?.entries ?? [] {
      guard let text = alert.value["expr"]?.scalar?.text else { continue }
      for name in metricNames(in: text) where name != "up" {
        #expect(isDeclared(name, declared), "\(alert.key.name) asks for \(name)")
      }
    }
  }

  @Test(arguments: Catalogue.packs)
  func `every metric a panel asks for is in the dictionary of its pack`(_ pack: Catalogue.Pack) {
    let declared = Set(pack.names(under: "metrics"))
    for text in expressions(in: pack.tree["dashboards"] ?? .nothing) {
      let result = parsePromQL(text, PromQLDialect(in: .dashboard))
      #expect(result.query != nil, "not PromQL: \(text)")
      for name in metricNames(of: result.query) where !ofPrometheus.contains(name) {
        #expect(isDeclared(name, declared), "a panel asks for \(name)")
      }
    }
  }

  @Test(arguments: Catalogue.packs.filter { $0.tree["kind"] == nil })
  func `every exporter has a dashboard that shows its alerts`(_ pack: Catalogue.Pack) {
    #expect(pack.tree["dashboards"]?.entries?.isEmpty == false)
    let count = expressions(in: pack.tree["dashboards"] ?? .nothing).count
    #expect(count >= 4, "\(count) queries")
  }

  @Test(arguments: ["loki", "tempo", "mimir", "pyroscope", "jaeger", "alloy", "otelcol"])
  func `a store or collector tells when it is down, loses signals or runs short`(_ name: String) {
    let pack = Catalogue.packs.first { $0.name == name }
    let alerts = pack?.names(under: "alerts") ?? []
    #expect(alerts.contains { $0.hasSuffix("Down") } && alerts.count >= 4, "\(alerts)")
    let queries = expressions(in: pack?.tree["dashboards"]?[name] ?? .nothing)
    for word in ["up{", "process_"] {
      #expect(queries.contains { $0.contains(word) }, "no panel asks for \(word)")
    }
  }

  @Test(arguments: Catalogue.packs)
  func `every alert tells how bad it is, what is wrong and what to do`(_ pack: Catalogue.Pack) {
    for alert in pack.tree["alerts"]?.entries ?? [] {
      for key in ["severity", "summary", "runbook"] {
        #expect(alert.value[key] != nil, "\(alert.key.name) has no \(key)")
      }
      let severity = alert.value["severity"]?.scalar?.text ?? ""
      #expect(["critical", "warning", "info", "none"].contains(severity), "\(alert.key.name)")
    }
  }

  @Test func `the name of an alert belongs to one pack`() {
    // These two measure the same from different sources; a stack has one of them.
    let packs = Catalogue.packs.filter { $0.name != "services-tempo" }
    let names = packs.flatMap { $0.names(under: "alerts") }
    #expect(names.count > 120)
    #expect(Set(names).count == names.count, "\(repeated(names))")
  }

  @Test(arguments: Catalogue.packs)
  func `images are pinned`(_ pack: Catalogue.Pack) {
    guard let image = pack.tree["service"]?["image"]?.scalar?.text else { return }
    let tag = image.split(separator: ":").last ?? ""
    #expect(image.contains(":") && tag != "latest", "\(image)")
  }

  @Test func `the stack of all packs names each of them`() throws {
    let spec = try Project.text("stacks/catalogue.yaml")
    let exporters = Catalogue.packs.filter { $0.tree["kind"] == nil }
    for pack in exporters {
      #expect(spec.contains("\n  \(pack.name):"), "stacks/catalogue.yaml lacks \(pack.name)")
    }
  }

  /// Series that Prometheus makes of every target.
  private let ofPrometheus = [
    "up", "ALERTS", "ALERTS_FOR_STATE", "scrape_duration_seconds", "scrape_samples_scraped",
    "scrape_samples_post_metric_relabeling",
  ]

  /// The queries of panels, wherever they stand.
  private func expressions(in node: YAMLTree.Node) -> [String] {
    // Other stores are asked in other languages.
    if let store = node["datasource"]?.scalar?.text, store != "prometheus" { return [] }
    let here = (node.entries ?? []).flatMap { entry -> [String] in
      guard entry.key.name == "expr" else { return expressions(in: entry.value) }
      return (entry.value.items ?? [entry.value]).compactMap { $0.scalar?.text }
    }
    return here + (node.items ?? []).flatMap { expressions(in: $0) }
  }

  private func metricNames(in text: String) -> [String] {
    let query = parsePromQL(text, PromQLDialect()).query
    #expect(query != nil, "not PromQL: \(text)")
    return metricNames(of: query)
  }

  private func metricNames(of query: Query?) -> [String] {
    (query?.nodes ?? []).compactMap { node in
      if case .selector(let selector) = node.kind { selector.metricName } else { nil }
    }
  }

  /// Histograms and summaries are declared by the name of the whole.
  private func isDeclared(_ name: String, _ declared: Set<String>) -> Bool {
    ["", "_bucket", "_count", "_sum"].contains { suffix in
      name.hasSuffix(suffix) && declared.contains(String(name.dropLast(suffix.count)))
    }
  }

  private func repeated(_ names: [String]) -> [String] {
    Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
  }
}

extension Catalogue.Pack: CustomTestStringConvertible {
  var testDescription: String { name }
}

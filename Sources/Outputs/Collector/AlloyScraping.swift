internal import Dialects
internal import Documents
internal import OrderedTree
internal import StackModel

// Scrape jobs: the model has them under Prometheus' keys, most of which Alloy shares.
extension AlloyConfiguration {
  func writeScraping(_ document: inout AlloyBlock) {
    guard !sampleReceivers.isEmpty else { return }
    for job in collector.jobs { write(job, &document) }
  }

  private func write(_ job: ScrapeJob, _ document: inout AlloyBlock) {
    let settings = job.settings.entries
    let found = writeDiscoveries(of: job, &document)
    var targets = AlloyValue.list(staticTargets(of: job))
    if !found.isEmpty {
      let known = staticTargets(of: job).isEmpty ? [] : [targets]
      let all = known + found.map { .reference($0) }
      targets = all.count == 1 ? all[0] : .call("array.concat", all)
    }
    let relabel = AlloyComponent("discovery.relabel", label: job.name)
    if let rules = job.settings["relabel_configs"]?.items {
      document.component(relabel) { block in
        block.attribute("targets", targets)
        for rule in rules { block.block("rule") { $0.write(rule.entries) } }
      }
      targets = .reference(relabel.export("output"))
    }
    let samples = AlloyComponent("prometheus.relabel", label: job.name)
    let rules = job.settings["metric_relabel_configs"]?.items ?? []
    if !rules.isEmpty {
      document.component(samples) { block in
        for rule in rules { block.block("rule") { $0.write(rule.entries) } }
        block.attribute("forward_to", .references(sampleReceivers))
      }
    }
    document.component(AlloyComponent("prometheus.scrape", label: job.name)) { block in
      block.attribute("job_name", .text(job.name))
      block.attribute("targets", targets)
      writeTimes(of: job, &block)
      block.write(settings.filter { !$0.key.isWrittenElsewhere })
      block.attribute(
        "forward_to",
        .references(rules.isEmpty ? sampleReceivers : [samples.export("receiver")]))
    }
  }

  /// Alloy's own standards are a minute and ten seconds; a timeout must fit into its interval.
  private func writeTimes(of job: ScrapeJob, _ block: inout AlloyBlock) {
    let interval = job.settings["scrape_interval"]?.duration ?? collector.scrapeInterval
    block.attribute("scrape_interval", .text(interval.description))
    let timeout = job.settings["scrape_timeout"]?.duration ?? min(.seconds(10), interval)
    block.attribute("scrape_timeout", .text(timeout.description))
  }

  private func staticTargets(of job: ScrapeJob) -> [AlloyValue] {
    (job.settings["static_configs"]?.items ?? []).flatMap { config -> [AlloyValue] in
      let labels = config["labels"]?.entries ?? []
      return (config["targets"]?.items ?? []).map { target in
        .map([("__address__", AlloyValue(target))] + labels.map { ($0.key, AlloyValue($0.value)) })
      }
    }
  }

  /// Discoveries of a job, each a component of its own; what they found.
  private func writeDiscoveries(
    of job: ScrapeJob, _ document: inout AlloyBlock
  ) -> [AlloyReference] {
    var found: [AlloyReference] = []
    for entry in job.settings.entries where entry.key.hasSuffix("_sd_configs") {
      let kind = entry.key.dropLast("_sd_configs".count)
      for (index, config) in (entry.value.items ?? []).enumerated() {
        let component = AlloyComponent(
          "discovery.\(kind)", label: index == 0 ? job.name : "\(job.name)_\(index + 1)")
        document.component(component) { $0.write(config.entries) }
        found.append(component.export("targets"))
      }
    }
    return found
  }
}

extension String {
  fileprivate var isWrittenElsewhere: Bool {
    hasSuffix("_sd_configs") || hasSuffix("relabel_configs") || self == "static_configs"
      || self == "scrape_interval" || self == "scrape_timeout"
  }
}

extension AlloyBlock {
  /// Writes settings of Prometheus; the few that have another form here are changed.
  fileprivate mutating func write(_ entries: [(key: String, value: Tree)]) {
    for entry in entries {
      switch (entry.key, entry.value) {
      case ("basic_auth", let value), ("authorization", let value), ("oauth2", let value),
        ("tls_config", let value):
        block(entry.key) { $0.write(value.entries) }
      case ("filters", let value):
        for filter in value.items ?? [] { block("filter") { $0.write(filter.entries) } }
      case ("fallback_scrape_protocol", let value):
        attribute("scrape_fallback_protocol", AlloyValue(value))
      case ("body_size_limit", .text(let size)): attribute("body_size_limit", .int(bytes(size)))
      default: attribute(entry.key, AlloyValue(entry.value))
      }
    }
  }

  private func bytes(_ size: String) -> Int {
    let units = ["B", "KB", "MB", "GB", "TB", "PB"]
    let digits = size.prefix { $0.isNumber }
    let power = units.firstIndex(of: String(size.dropFirst(digits.count))) ?? 0
    return (Int(digits) ?? 0) << (10 * power)
  }
}

extension Tree {
  fileprivate var entries: [(key: String, value: Tree)] {
    if case .mapping(let entries) = self { entries } else { [] }
  }

  fileprivate var items: [Tree]? {
    if case .list(let items) = self { items } else { nil }
  }

  fileprivate var duration: Duration? {
    if case .text(let text) = self { Duration(text) } else { nil }
  }
}

extension AlloyValue {
  fileprivate init(_ tree: Tree) {
    switch tree {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .number(let value): self = .number(value)
    case .text(let text): self = .text(text)
    case .list(let items): self = .list(items.map { AlloyValue($0) })
    case .mapping(let entries): self = .map(entries.map { ($0.key, AlloyValue($0.value)) })
    }
  }
}

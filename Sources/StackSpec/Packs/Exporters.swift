import Diagnostics
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// Runs the exporters of the spec and lets Prometheus scrape them.
  mutating func addExporters() {
    for pack in packs where pack.pack.kind == .exporter {
      if var service = pack.pack.service, !pack.spec.runsElsewhere {
        // The folder is only there when it has files.
        if pack.pack.files.entries.isEmpty { service.configuration = nil }
        addService(
          pack.serviceName, service, tuning: pack.spec.tuning, summary: pack.pack.packSummary,
          at: pack.range)
        for secret in pack.secrets { mount(secret, in: pack.serviceName) }
        addFiles(of: pack)
        add(pack.spec.flags, to: pack.serviceName)
      }
      addJobs(of: pack)
    }
  }

  /// Writes the configuration files that a pack brings.
  mutating func addFiles(of pack: LoadedPack) {
    for file in pack.pack.files.entries {
      let content: ConfigurationFile.Content
      if let text = file.value.node.scalar?.text {
        content = .text(text)
      } else if file.name.hasSuffix(".json") {
        content = .json(Tree(file.value.node))
      } else {
        content = .yaml(Tree(file.value.node))
      }
      model.configurations.append(
        ConfigurationFile(
          path: "\(pack.serviceName)/\(file.name)", content: content, origin: origin(pack.range)))
    }
  }

  /// Adds the scrape jobs of a pack.
  mutating func addJobs(of pack: LoadedPack) {
    for scrape in pack.pack.scrape {
      var scrape = scrape
      scrape.scrapeInterval = pack.spec.scrapeInterval ?? scrape.scrapeInterval
      scrape.scrapeTimeout = pack.spec.scrapeTimeout ?? scrape.scrapeTimeout
      // The pack's own timeout was meant for its own interval.
      if pack.spec.scrapeTimeout == nil, let interval = scrape.scrapeInterval,
        let timeout = scrape.scrapeTimeout, timeout > interval
      {
        scrape.scrapeTimeout = interval
      }
      if scrape.staticConfigs.isEmpty, scrape.discovery.isEmpty {
        guard let targets = targets(of: pack) else { return }
        scrape.staticConfigs = [StaticConfig(targets)]
      }
      for index in scrape.staticConfigs.indices {
        scrape.staticConfigs[index].labels.entries += pack.spec.labels.entries
      }
      addJob(pack.name, scrape, at: pack.range)
    }
  }

  private func targets(of pack: LoadedPack) -> [String]? {
    if !pack.spec.targets.isEmpty { return pack.spec.targets }
    if let address = pack.address { return [address] }
    diagnostics.report(
      Diagnostic(
        .missingKey, .error, "the key 'targets' is missing: the stack does not run '\(pack.name)'",
        at: pack.range
      ).help("write \(pack.name): {targets: [host:port]}"))
    return nil
  }

  /// Adds a scrape job; its name must be free.
  mutating func addJob(_ entry: String, _ scrape: ScrapeSpec, at range: SourceRange) {
    let name = scrape.jobName?.text ?? entry
    guard let service = model.prometheus?.service ?? model.collector?.service else { return }
    let jobs = model.prometheus?.jobs ?? model.collector?.jobs ?? []
    if let other = jobs.first(where: { $0.name == name }) {
      diagnostics.report(
        Diagnostic(
          .duplicateName, .error, "a scrape job '\(name)' is there already", at: range
        ).related(place(other.origin), "the other one"))
      return
    }
    if scrape.scrapeInterval == nil, let timeout = scrape.scrapeTimeout,
      let interval = model.prometheus?.scrapeInterval, timeout > interval
    {
      diagnostics.report(
        Diagnostic(
          .scrapeTimeout, .error,
          "the timeout \(timeout) of the job '\(name)' is longer than the interval \(interval)",
          at: range
        ).help("give the job a 'scrape_interval' of its own"))
    }
    let settings = written(scrape, for: service)
    let job = ScrapeJob(
      name: name, settings: settings, targets: scrape.staticConfigs.flatMap(\.targets),
      origin: origin(range))
    if model.prometheus != nil {
      model.prometheus?.jobs.append(job)
    } else {
      model.collector?.jobs.append(job)
    }
    if job.targets.contains(where: { $0.hasPrefix("host.docker.internal:") }) {
      change(service) { $0.reachesHost() }
    }
  }
}

extension Service {
  /// Gives the host a name: only Docker's own networks know it without this.
  fileprivate mutating func reachesHost() {
    let name = "host.docker.internal:host-gateway"
    if !extraHosts.contains(name) { extraHosts.append(name) }
  }
}

extension StaticConfig {
  init(_ targets: [String], _ labels: Named<String> = Named()) {
    self.init()
    self.targets = targets
    self.labels = labels
  }
}

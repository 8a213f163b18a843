import Diagnostics
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// Runs the exporters of the spec and lets Prometheus scrape them.
  mutating func addExporters() {
    for pack in packs where pack.pack.kind == .exporter {
      if let service = pack.pack.service, pack.spec.targets.isEmpty {
        addService(
          pack.name, service, tuning: pack.spec.tuning, summary: pack.pack.packSummary,
          at: pack.range)
        for secret in pack.secrets { mount(secret, in: pack.name) }
        addFiles(of: pack)
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
          path: "\(pack.name)/\(file.name)", content: content, origin: origin(pack.range)))
    }
  }

  /// Adds the scrape jobs of a pack.
  mutating func addJobs(of pack: LoadedPack) {
    for scrape in pack.pack.scrape {
      var scrape = scrape
      scrape.scrapeInterval = pack.spec.scrapeInterval ?? scrape.scrapeInterval
      scrape.scrapeTimeout = pack.spec.scrapeTimeout ?? scrape.scrapeTimeout
      if !pack.spec.targets.isEmpty {
        scrape.staticConfigs = [StaticConfig(pack.spec.targets, pack.spec.labels)]
      } else if scrape.staticConfigs.isEmpty, scrape.discovery.isEmpty {
        let port = pack.pack.service?.port.map { ":\($0.number)" } ?? ""
        scrape.staticConfigs = [StaticConfig(["\(pack.name)\(port)"], pack.spec.labels)]
      } else if !pack.spec.labels.entries.isEmpty {
        for index in scrape.staticConfigs.indices {
          scrape.staticConfigs[index].labels.entries += pack.spec.labels.entries
        }
      }
      addJob(scrape.jobName?.text ?? pack.name, scrape, at: pack.range)
    }
  }

  /// Adds a scrape job; its name must be free.
  mutating func addJob(_ name: String, _ scrape: ScrapeSpec, at range: SourceRange) {
    guard let service = model.prometheus?.service ?? model.collector?.service else { return }
    let jobs = model.prometheus?.jobs ?? model.collector?.jobs ?? []
    if let other = jobs.first(where: { $0.name == name }) {
      diagnostics.report(
        Diagnostic(
          .duplicateName, .error, "a scrape job '\(name)' is there already", at: range
        ).related(place(other.origin), "the other one"))
      return
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
  }
}

extension StaticConfig {
  init(_ targets: [String], _ labels: Named<String> = Named()) {
    self.init()
    self.targets = targets
    self.labels = labels
  }
}

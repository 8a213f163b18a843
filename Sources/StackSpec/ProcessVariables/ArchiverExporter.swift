import Dialects
import OrderedTree
import SpecLanguage
import StackModel

/// The exporter that turns answers of the archiver into metrics.
struct ArchiverExporter {
  static let name = "archiver-exporter"
  static let healthJob = "archiver"
  static let variablesJob = "epics-pvs"
  /// The exporter reads an answer anew for every value in it, so its answers must be short.
  static let mostPVs = 50
  /// States are read in one go.
  static let mostStates = 500

  /// A module of the exporter, and the page it reads.
  struct Module {
    var name: String
    var group: String
    var page: String
    var names: [String]
    var settings: Tree
  }

  let archiver: Archiver

  /// The modules that read the values and the connections of a group.
  func modules(of group: PVGroup) -> [Module] {
    let names = group.variables.map(\.name)
    let values = names.chunks(of: Self.mostPVs).enumerated().map { index, names in
      Module(
        name: "\(group.name)-\(index + 1)", group: group.name,
        page: "\(archiver.retrieval)/data/getDataAtTime?includeProxies=false", names: names,
        settings: settings(posting: names, metrics: names.flatMap(metrics)))
    }
    guard group.watch.disconnected != nil else { return values }
    let states = names.chunks(of: Self.mostStates).enumerated().map { index, names in
      Module(
        name: "\(group.name)-states-\(index + 1)", group: group.name,
        page: "\(archiver.management)/bpl/getPVStatus", names: names,
        settings: settings(
          posting: names,
          metrics: [
            object(
              "epics_pv", "State of the variable", labels: ["pv": "{ .pvName }"],
              values: ["connected": "{ .connectionState }"]),
            object(
              "epics_pv", "What the appliance says of the variable",
              labels: ["pv": "{ .pvName }", "status": "{ .status }"],
              values: ["listed": "{\"1\"}"]),
          ]))
    }
    return values + states
  }

  /// The modules that read how the appliance is; its storage by the name it has in the cluster.
  func health(of identity: String?) -> [Module] {
    var modules = [
      report(
        "appliance", "getApplianceMetrics",
        // Rates are written with thousands separators, which are no numbers.
        object(
          "archiver", "Variables of the appliance", labels: ["appliance": "{ .instance }"],
          values: [
            "pvs": "{ .pvCount }", "connected_pvs": "{ .connectedPVCount }",
            "disconnected_pvs": "{ .disconnectedPVCount }",
          ]))
    ]
    for (reason, action) in [
      ("buffer", "Buffer"), ("timestamp", "Timestamp"), ("type", "TypeChange"),
    ] {
      modules.append(
        report(
          "dropped-\(reason)", "getPVsByDroppedEvents\(action)?limit=\(Self.mostDropping)",
          object(
            "archiver", "Samples that were lost",
            labels: ["pv": "{ .pvName }", "reason": .text("{\"\(reason)\"}")],
            values: ["dropped_events": "{ .eventsDropped }"])))
    }
    if let identity {
      modules.append(
        report(
          "storage", "getStorageMetricsForAppliance?appliance=\(identity)",
          object(
            "archiver_storage", "Free part of a store", labels: ["store": "{ .name }"],
            values: ["available_percent": "{ .available_space_percent }"])))
    }
    return modules
  }

  /// So many variables that lose samples are told of, those that lose most.
  private static let mostDropping = 100

  private func report(_ name: String, _ action: String, _ metric: Tree) -> Module {
    Module(
      name: name, group: "", page: "\(archiver.management)/bpl/\(action)", names: [],
      settings: ["metrics": .list([metric])])
  }

  /// A metric for each object of a list.
  private func object(_ name: String, _ help: String, labels: Tree, values: Tree) -> Tree {
    [
      "name": .text(name), "type": "object", "help": .text(help), "path": "{ [*] }",
      "labels": labels, "values": values, "allow_missing_key": true,
    ]
  }

  private func settings(posting names: [String], metrics: [Tree]) -> Tree {
    [
      // The appliance compares the content type as a text.
      "headers": ["Content-Type": "application/json"],
      "body": ["content": .text(ArchiverQueries(archiver: archiver).jsonList(names))],
      "metrics": .list(metrics),
    ]
  }

  private func metrics(of name: String) -> [Tree] {
    [
      metric("epics_pv_value", "Newest archived value", of: name, "val"),
      metric("epics_pv_severity", "Severity of the newest sample", of: name, "severity"),
      metric("epics_pv_timestamp_seconds", "Time of the newest sample", of: name, "secs"),
    ]
  }

  private func metric(_ metric: String, _ help: String, of name: String, _ field: String) -> Tree {
    [
      "name": .text(metric), "type": "value", "valuetype": "gauge", "help": .text(help),
      "path": .text("{ .\(escaped(name)).\(field) }"),
      // A label is a path too: in quotes it is a text.
      "labels": ["pv": .text("{\"\(name)\"}")], "allow_missing_key": true,
    ]
  }

  /// A name as a field of a path.
  private func escaped(_ name: String) -> String {
    let signs = Set(" .,[]$@{}".utf8)
    return String(
      decoding: name.utf8.flatMap { signs.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] },
      as: UTF8.self)
  }
}

extension Resolver {
  /// Runs the exporter of the archiver: for its health, and for groups that Prometheus watches.
  mutating func addArchiverExporter() {
    guard let archiver = model.archiver,
      let pack = addComponent(ArchiverExporter.name, tuning: ServiceTuning())
    else { return }
    let exporter = ArchiverExporter(archiver: archiver)
    let watched = zip(stack.pvs.entries, archiver.groups).filter {
      ($0.0.value.engine ?? stack.archiver?.engine) == .prometheus
    }
    let modules = watched.flatMap { exporter.modules(of: $0.1) }
    let identity = stack.archiver?.run == nil ? stack.archiver?.identity?.text : "archappl0"
    let health = exporter.health(of: identity)
    let settings = Tree.mapping((health + modules).map { (key: $0.name, value: $0.settings) })
    configure("\(ArchiverExporter.name)/config.yml", .yaml(["modules": settings]), of: pack)
    addArchiverJob(ArchiverExporter.healthJob, health, at: pack)
    if !modules.isEmpty { addArchiverJob(ArchiverExporter.variablesJob, modules, at: pack) }
  }

  private mutating func addArchiverJob(
    _ name: String, _ modules: [ArchiverExporter.Module], at pack: LoadedPack
  ) {
    let targets = modules.map { module -> Tree in
      var labels: Tree = ["__param_module": .text(module.name)]
      if !module.group.isEmpty { labels["group"] = .text(module.group) }
      return ["targets": [.text(module.page)], "labels": labels]
    }
    let relabeling: Tree = [
      ["source_labels": ["__address__"], "target_label": "__param_target"],
      ["source_labels": ["__param_module"], "target_label": "instance"],
      ["target_label": "__address__", "replacement": "\(ArchiverExporter.name):7979"],
    ]
    let job = ScrapeJob(
      name: name,
      settings: [
        "metrics_path": "/probe", "static_configs": .list(targets), "relabel_configs": relabeling,
      ], origin: origin(pack.range))
    model.prometheus?.jobs.append(job)
  }
}

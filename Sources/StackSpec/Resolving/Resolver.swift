package import Diagnostics
import Dialects
import OrderedTree
import PromQL
package import SpecLanguage
package import StackModel
package import YAMLTree

/// A resolved stack, and where each of its objects comes from.
package struct Resolution: Sendable {
  package var model: StackModel
  package var origins: [SourceRange]
}

/// Gives a stack its meaning: names bound, defaults applied, packs brought in.
package func resolve(
  _ stack: Stack, packs: [LoadedPack], elsewhere: [YAMLTree.Node], reading: Reading
) -> Resolution {
  var resolver = Resolver(stack: stack, packs: packs, elsewhere: elsewhere, reading: reading)
  resolver.resolve()
  return Resolution(model: resolver.model, origins: resolver.origins)
}

/// The work in progress of resolving one stack.
struct Resolver {
  let stack: Stack
  let packs: [LoadedPack]
  /// Parts of the spec that this build leaves out.
  let elsewhere: [YAMLTree.Node]
  let reading: Reading
  var model = StackModel()
  var origins: [SourceRange] = []
  var usedSecrets: Set<String> = []
  /// Under which names objects were first emitted.
  var history = History()
  /// What is known about the metrics of the stack.
  var metrics = MetricDictionary()
  /// What each alert asks, and where that is written.
  var queriesOfAlerts: [String: (query: Query, node: YAMLTree.Node)] = [:]
  /// The stores of the stack, one for each signal they take.
  var stores: [Destination] = []
  /// Wires of the collector that somebody of the stack uses.
  var usedWires: Set<Wire> = []

  var diagnostics: Diagnostics { reading.diagnostics }

  init(
    stack: Stack, packs: [LoadedPack], elsewhere: [YAMLTree.Node], reading: Reading
  ) {
    self.stack = stack
    self.packs = packs
    self.elsewhere = elsewhere
    self.reading = reading
  }

  /// The order in which sections build on each other.
  mutating func resolve() {
    model.name = stack.name.value.text
    model.title = stack.title ?? stack.name.value.text
    model.description = stack.description ?? ""
    model.versions = reading.versions
    model.joinedNetworks = stack.networks.map(\.value.text)
    addSecrets()
    addPrometheus()
    addCollector()
    addAlertmanager()
    addGrafana()
    learnHistory()
    addStores()
    addExporters()
    addApps()
    addBeyla()
    addLoadTest()
    finishCollector()
    addTelemetryDatasources()
    addDatasources()
    addSQLCorrelations()
    learnMetrics()
    addRules()
    configureMimir()
    addArchiver()
    addRouting()
    addDashboards()
    addPVDashboards()
    addHomeDashboard()
    addProxy()
    checkDependencyCycles()
    checkTargets()
    checkApps()
    checkWires()
    checkUnusedSecrets()
    checkReplacedImages()
    checkEmptiness()
  }

  private func checkEmptiness() {
    guard model.services.isEmpty, model.archiver == nil else { return }
    diagnostics.report(
      Diagnostic(
        .emptyStack, .warning, "the stack has no component, so nothing will run",
        at: stack.name.range
      ).help("add one, such as 'prometheus:' or 'grafana:'"))
  }

  mutating func origin(_ range: SourceRange?) -> Origin {
    guard let range else { return .none }
    origins.append(range)
    return Origin(origins.count - 1)
  }

  /// Says that a name is not declared, and offers those that are.
  func undefined(
    _ what: String, _ name: String, at range: SourceRange?, among declared: [String],
    section: String
  ) {
    reading.undefined(what, name, at: range, among: declared, section: section)
  }

  /// Turns a record into upstream's form; its secrets become files of the service.
  mutating func written(_ record: some SpecRecord, for service: String) -> Tree {
    var writing = Writing()
    let tree = record.tree(&writing) ?? .mapping([])
    for secret in writing.secrets { mount(secret, in: service) }
    return tree
  }

  mutating func mount(_ secret: SecretReference, in service: String) {
    let name = use(secret)
    guard let index = model.services.firstIndex(where: { $0.name == service }) else { return }
    if !model.services[index].secrets.contains(name) { model.services[index].secrets.append(name) }
  }
}

extension Reading {
  /// Says that a name is not declared, and offers those that are.
  func undefined(
    _ what: String, _ name: String, at range: SourceRange?, among declared: [String],
    section: String
  ) {
    let words = nearest(to: name, among: declared)
    var finding = Diagnostic(
      .undefinedName, .error, "the \(what) '\(name)' is not declared", at: range)
    if words.isEmpty {
      finding = finding.help("declare it under '\(section):'")
    } else {
      finding = finding.help(suggestion(for: name, among: declared))
      if words.count == 1, let only = words.first { finding = finding.replacing(range, with: only) }
    }
    diagnostics.report(finding)
  }
}

import Dialects
import OrderedTree
import SpecLanguage
import StackModel

extension Resolver {
  func stores(of signal: Signal) -> [Destination] { stores.filter { $0.signal == signal } }

  /// Adds the stores of the stack for all signals, each after those it depends on.
  mutating func addStores() {
    if let prometheus = model.prometheus {
      stores.append(
        Destination(
          name: "prometheus", signal: .metrics, otlp: .http("\(prometheus.url)/api/v1/otlp"),
          native: "\(prometheus.url)/api/v1/write",
          origin: model.service("prometheus")?.origin ?? .none))
    }
    addMimir()
    addLoki()
    addPyroscope()
    addTempo()
    addJaeger()
    checkBuckets()
  }

  /// Lets the Prometheus of the stack take samples that others send, with their exemplars.
  mutating func takesRemoteWrites() {
    guard model.prometheus != nil else { return }
    addPrometheusFlag("--web.enable-remote-write-receiver")
    keepExemplars()
  }

  /// Lets the Prometheus of the stack take samples of OpenTelemetry.
  mutating func takesOTLPMetrics() {
    guard let server = model.prometheus else { return }
    if reading.versions.has(.prometheus, 3, 0) {
      addPrometheusFlag("--web.enable-otlp-receiver")
    } else {
      addPrometheusFeature("otlp-write-receiver")
    }
    keepExemplars()
    // Batches of several senders arrive out of order.
    patchPrometheus("storage", ["tsdb": ["out_of_order_time_window": "10m"]])
    if !server.blocks.contains(where: { $0.key == "otlp" }),
      reading.versions.has(.prometheus, 2, 55)
    {
      patchPrometheus(
        "otlp", ["promote_resource_attributes": .texts(promotedAttributes)])
    }
  }

  private mutating func keepExemplars() {
    addPrometheusFeature("exemplar-storage")
    patchPrometheus("storage", ["exemplars": ["max_exemplars": 100_000]])
  }

  private mutating func addPrometheusFlag(_ flag: String) {
    change("prometheus") { if !$0.command.contains(flag) { $0.command.append(flag) } }
  }

  private mutating func addPrometheusFeature(_ feature: String) {
    let flag = "--enable-feature="
    change("prometheus") { service in
      guard let index = service.command.firstIndex(where: { $0.hasPrefix(flag) }) else {
        service.command.append(flag + feature)
        return
      }
      let features = service.command[index].dropFirst(flag.count).split(separator: ",")
      if !features.contains(Substring(feature)) { service.command[index] += ",\(feature)" }
    }
  }

  /// Lets the Prometheus of the stack send all its samples on, beside where the user lets it.
  mutating func forwardSamples(by write: Tree) {
    guard var server = model.prometheus else { return }
    if let index = server.blocks.firstIndex(where: { $0.key == "remote_write" }),
      case .list(let others) = server.blocks[index].value
    {
      server.blocks[index].value = .list(others + [write])
    } else {
      server.blocks.append(("remote_write", [write]))
    }
    model.prometheus = server
  }

  /// Merges settings below what the user wrote under the same key.
  mutating func patchPrometheus(_ key: String, _ settings: Tree) {
    guard var server = model.prometheus else { return }
    if let index = server.blocks.firstIndex(where: { $0.key == key }) {
      var whole = settings
      whole.merge(server.blocks[index].value)
      server.blocks[index].value = whole
    } else {
      server.blocks.append((key, settings))
    }
    model.prometheus = server
  }
}

/// Attributes of a program that every series of it carries, beside job and instance.
let promotedAttributes = ["service.namespace", "service.version", "deployment.environment.name"]

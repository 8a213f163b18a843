import Diagnostics
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// The profiles of an app: it pushes them, or serves them as Go programs do.
enum AppProfiles: SpecValue {
  case none
  case pushed
  /// A URL, or a path of the app's own container.
  case served(String)

  static let path = "/debug/pprof"

  var areThere: Bool { if case .none = self { false } else { true } }

  static var shape: Shape {
    .either([.boolean, .text(TextShape("URL or path", example: path))])
  }

  var specText: String? {
    switch self {
    case .none: "false"
    case .pushed: "true"
    case .served(let address): address
    }
  }

  func tree(_ writing: inout Writing) -> Tree? { nil }

  static func read(_ node: Node, _ reading: Reading) -> AppProfiles? {
    guard let text = node.scalar?.text, text.contains("/") else {
      return Bool.read(node, reading).map { $0 ? .pushed : .none }
    }
    guard text.hasPrefix("/") || URLText.parse(text, node, reading) != nil else { return nil }
    if URLText(text.hasPrefix("/") ? "http://x\(text)" : text).path.hasSuffix(path) {
      return .served(text)
    }
    reading.invalid(
      "programs serve their profiles below \(path)", node,
      help: "end the address with \(path)")
    return nil
  }
}

extension Resolver {
  /// Lets the collector fetch the profiles that an app serves.
  mutating func fetchProfiles(_ address: String, of entry: Named<AppSpec>.Entry) {
    let place = entry.node["profiles"] ?? entry.node
    guard let kind = model.collector?.kind else {
      diagnostics.report(
        Diagnostic(
          .signalToNobody, .error, "nobody in this stack fetches the profiles of '\(entry.name)'",
          at: place.range
        ).help("add 'collector: alloy'"))
      return
    }
    guard kind == .alloy else {
      diagnostics.report(
        Diagnostic(
          .collectorCannot, .error, "the OpenTelemetry Collector does not fetch profiles",
          at: place.range
        ).help("write 'kind: alloy', or let the program push them: 'profiles: true'"))
      return
    }
    guard let target = profileTarget(address, of: entry, place) else { return }
    model.collector?.profiles.targets.append(target)
  }

  private func profileTarget(
    _ address: String, of entry: Named<AppSpec>.Entry, _ place: Node
  ) -> ProfileTarget? {
    let url: URLText
    if address.hasPrefix("/") {
      guard entry.value.image != nil, let port = entry.value.port else {
        reading.invalid(
          "a path needs an 'image' and a 'port' of this app", place,
          help: "write the whole URL: http://host:port\(address)")
        return nil
      }
      url = URLText("http://\(entry.name):\(port.number)\(address)")
    } else {
      url = URLText(address)
    }
    let port = url.port ?? (url.scheme == "https" ? 443 : 80)
    var target = ProfileTarget(service: entry.name, address: "\(url.host):\(port)")
    target.usesTLS = url.scheme == "https"
    target.prefix = String(url.path.dropLast(AppProfiles.path.count))
    return target
  }

  /// What the kernel samples needs a store.
  func checkSampling() {
    guard let spec = stack.collector?.profiles.ebpf, spec.value, !isTaken(.profiles) else { return }
    diagnostics.report(
      Diagnostic(
        .signalToNobody, .error, "the collector samples containers, and nobody stores the profiles",
        at: spec.range
      ).help("add 'pyroscope:'"))
  }

  /// Lets the collector sample what runs in the containers, with the least rights that do.
  mutating func sampleContainers(_ collector: Collector) {
    guard collector.profiles.samplesContainers else { return }
    change(collector.service) { service in
      service.seesHostProcesses = true
      service.mountOnce("/var/run/docker.sock")
      service.mountOnce("/sys/kernel/tracing")
      for capability in [
        "BPF", "PERFMON", "SYS_PTRACE", "CHECKPOINT_RESTORE", "SYS_RESOURCE", "DAC_READ_SEARCH",
        "SYSLOG",
      ] where !service.addedCapabilities.contains(capability) {
        service.addedCapabilities.append(capability)
      }
    }
  }
}

extension Service {
  /// Lets the service read a path of the host under the same path.
  mutating func mountOnce(_ path: String) {
    let isThere = mounts.contains { if case .host(path, _, _, _) = $0 { true } else { false } }
    guard !isThere else { return }
    mounts.append(.host(path: path, target: path, isReadOnly: true, followsHostMounts: false))
  }
}

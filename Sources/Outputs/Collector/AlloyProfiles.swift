internal import Documents
internal import StackModel

// Profiles: pushed by programs, fetched from those that serve them, or taken by the kernel.
extension AlloyConfiguration {
  var profileReceivers: [AlloyReference] {
    collector.destinations(of: .profiles).map { $0.profileWrite.export("receiver") }
  }

  func writeProfiles(_ document: inout AlloyBlock) {
    guard !profileReceivers.isEmpty else { return }
    if let port = collector.profiles.pushPort {
      document.component(AlloyComponent("pyroscope.receive_http", label: "push")) { block in
        block.block("http") { http in
          http.attribute("listen_address", "0.0.0.0")
          http.attribute("listen_port", .int(port))
        }
        block.attribute("forward_to", .references(profileReceivers))
      }
    }
    if !collector.profiles.targets.isEmpty {
      document.component(AlloyComponent("pyroscope.scrape", label: "apps")) { block in
        block.attribute("targets", .list(collector.profiles.targets.map(labels)))
        block.attribute("forward_to", .references(profileReceivers))
      }
    }
    if collector.profiles.samplesContainers { writeSampling(&document) }
  }

  private func labels(of target: ProfileTarget) -> AlloyValue {
    var labels = [("__address__", target.address), ("service_name", target.service)]
    if target.usesTLS { labels.append(("__scheme__", "https")) }
    if !target.prefix.isEmpty { labels.append(("__profile_path_prefix__", target.prefix)) }
    return .texts(labels)
  }

  private func writeSampling(_ document: inout AlloyBlock) {
    let named = AlloyComponent("discovery.relabel", label: "profiled")
    document.component(named) { nameContainers(except: collector.profiles.excluded, &$0) }
    document.component(AlloyComponent("pyroscope.ebpf", label: "containers")) { block in
      block.attribute("targets", .reference(named.export("output")))
      block.attribute("forward_to", .references(profileReceivers))
    }
  }
}

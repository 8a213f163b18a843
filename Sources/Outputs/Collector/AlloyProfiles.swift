internal import Documents
internal import StackModel

// Profiles: pushed by programs, or fetched from Go programs that serve them.
extension AlloyConfiguration {
  func writeProfiles(_ document: inout AlloyBlock) {
    let writers = collector.destinations(of: .profiles).map {
      $0.profileWrite.export("receiver")
    }
    guard !writers.isEmpty else { return }
    if let port = collector.profiles.pushPort {
      document.component(AlloyComponent("pyroscope.receive_http", label: "push")) { block in
        block.block("http") { http in
          http.attribute("listen_address", "0.0.0.0")
          http.attribute("listen_port", .int(port))
        }
        block.attribute("forward_to", .references(writers))
      }
    }
    if !collector.profiles.targets.isEmpty {
      document.component(AlloyComponent("pyroscope.scrape", label: "apps")) { block in
        let targets = collector.profiles.targets.map {
          AlloyValue.texts([("__address__", $0.address), ("service_name", $0.service)])
        }
        block.attribute("targets", .list(targets))
        block.attribute("forward_to", .references(writers))
      }
    }
  }
}

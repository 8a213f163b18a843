internal import Documents
internal import StackModel

private let containers = AlloyComponent("discovery.docker", label: "containers")

// The containers of the stack, whose lines are read and which the kernel samples.
extension AlloyConfiguration {
  func writeDiscovery(_ document: inout AlloyBlock) {
    guard
      collector.logs.readsContainers && !lineReceivers.isEmpty
        || collector.profiles.samplesContainers && !profileReceivers.isEmpty
    else { return }
    document.component(containers) { block in
      block.attribute("host", "unix:///var/run/docker.sock")
      block.block("filter") { filter in
        filter.attribute("name", "label")
        filter.attribute("values", .texts(["com.docker.compose.project=\(stack)"]))
      }
    }
  }

  /// Calls what was found by the names of the services, and leaves some out.
  func nameContainers(except excluded: [String], _ block: inout AlloyBlock) {
    let service = "__meta_docker_container_label_com_docker_compose_service"
    block.attribute("targets", .reference(containers.export("targets")))
    if !excluded.isEmpty {
      block.block("rule") { rule in
        rule.attribute("source_labels", .texts([service]))
        rule.attribute("regex", .text(excluded.joined(separator: "|")))
        rule.attribute("action", "drop")
      }
    }
    block.block("rule") { rule in
      rule.attribute("source_labels", .texts([service]))
      rule.attribute("target_label", "service_name")
    }
  }
}

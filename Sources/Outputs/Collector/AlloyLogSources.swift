internal import Documents
internal import StackModel

// Lines of the host's journal, and of programs and devices that speak syslog.
extension AlloyConfiguration {
  func write(_ journal: JournalLogs, _ document: inout AlloyBlock) {
    let relabel = AlloyComponent("loki.relabel", label: "journal")
    let unit = "__journal__systemd_unit"
    document.component(relabel) { block in
      if !journal.units.isEmpty {
        block.block("rule") { rule in
          rule.attribute("source_labels", .texts([unit]))
          rule.attribute("regex", .text(journal.units.map(exactly).joined(separator: "|")))
          rule.attribute("action", "keep")
        }
      }
      block.label("service_name", from: "__journal_syslog_identifier")
      // Sessions and mounts have units of their own, more than labels should have values.
      block.label("unit", from: unit, matching: #"(.+\.service)"#)
      block.label("level", from: "__journal_priority_keyword")
      block.attribute("forward_to", .list([]))
    }
    document.component(AlloyComponent("loki.source.journal", label: "host")) { block in
      block.attribute("path", .text(journal.path))
      block.attribute("labels", .texts(journal.labels))
      block.attribute("relabel_rules", .reference(relabel.export("rules")))
      block.attribute("forward_to", .references(lineInput))
    }
  }

  func writeSyslog(_ document: inout AlloyBlock) {
    let relabel = AlloyComponent("loki.relabel", label: "syslog")
    document.component(relabel) { block in
      block.label("service_name", from: "__syslog_message_app_name")
      block.label("host", from: "__syslog_message_hostname")
      block.label("level", from: "__syslog_message_severity")
      block.attribute("forward_to", .list([]))
    }
    document.component(AlloyComponent("loki.source.syslog", label: "network")) { block in
      for listener in collector.logs.syslog {
        block.block("listener") { write(listener, &$0) }
      }
      block.attribute("relabel_rules", .reference(relabel.export("rules")))
      block.attribute("forward_to", .references(lineInput))
    }
  }

  private func write(_ listener: SyslogListener, _ block: inout AlloyBlock) {
    block.attribute("address", .text("0.0.0.0:\(listener.port)"))
    block.attribute("protocol", .text(listener.transport))
    block.attribute("syslog_format", .text(listener.format))
    block.attribute("use_incoming_timestamp", .bool(true))
    if listener.format == "rfc3164" {
      block.attribute("rfc3164_default_to_current_year", .bool(true))
    }
    block.attribute("labels", .texts([("service_name", listener.service)] + listener.labels))
  }

  /// The name of a unit as a pattern that matches nothing else.
  private func exactly(_ unit: String) -> String {
    unit.reduce(into: "") { pattern, character in
      if ".\\+*?()[]{}^$|".contains(character) { pattern.append("\\") }
      pattern.append(character)
    }
  }
}

extension AlloyBlock {
  /// A rule that makes a label of another, where that says something.
  fileprivate mutating func label(
    _ target: String, from source: String, matching pattern: String = "(.+)"
  ) {
    block("rule") { rule in
      rule.attribute("source_labels", .texts([source]))
      rule.attribute("regex", .text(pattern))
      rule.attribute("target_label", .text(target))
    }
  }
}

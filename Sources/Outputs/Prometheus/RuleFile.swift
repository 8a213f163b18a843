internal import Dialects
internal import Documents
internal import StackModel

/// A rule file of Prometheus.
func ruleFile(_ groups: [RuleGroup]) -> [UInt8] {
  yamlDocument { document in
    document.comment(GeneratedFile.notice)
    document.list("groups") { list in
      for group in groups {
        list.mapping { mapping in
          mapping.field("name", group.name)
          mapping.field("interval", optional: group.interval?.description)
          mapping.list("rules") { rules in
            for rule in group.rules { rules.mapping { $0.write(rule) } }
          }
        }
      }
    }
  }
}

extension YAMLMapping {
  fileprivate mutating func write(_ rule: Rule) {
    switch rule {
    case .recording(let rule):
      field("record", rule.name)
      field("expr", rule.expression)
      texts("labels", rule.labels)
    case .alert(let rule):
      field("alert", rule.name)
      field("expr", rule.expression)
      field("for", optional: rule.pending?.description)
      field("keep_firing_for", optional: rule.keepFiring?.description)
      texts("labels", [("severity", rule.severity)] + rule.labels)
      texts("annotations", rule.annotations)
    }
  }

  private mutating func texts(_ key: String, _ values: [(name: String, value: String)]) {
    guard !values.isEmpty else { return }
    mapping(key) { mapping in
      for value in values { mapping.field(value.name, value.value) }
    }
  }
}

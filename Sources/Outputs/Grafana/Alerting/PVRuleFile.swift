internal import Dialects
internal import Documents
internal import OrderedTree
internal import StackModel

/// Rules over process variables: a query, its newest number, and the test of that number.
func pvRuleFile(_ groups: [PVRuleGroup], folder: String) -> [UInt8] {
  alertingDocument { document in
    document.list("groups") { list in
      for group in groups {
        list.mapping { entry in
          entry.field("orgId", 1)
          entry.field("name", grafanaText(group.name))
          entry.field("folder", grafanaText(folder))
          entry.field("interval", group.interval.description)
          entry.list("rules") { rules in
            for rule in group.rules { rules.mapping { $0.write(rule) } }
          }
        }
      }
    }
  }
}

extension YAMLMapping {
  fileprivate mutating func write(_ rule: PVRule) {
    field("uid", stableUID(rule.path))
    field("title", grafanaText(rule.title))
    field("condition", "C")
    field("for", optional: rule.pending?.description)
    // Variables that have no sample are told of by the rules on connections.
    field("noDataState", "OK")
    field("execErrState", "Error")
    mapping("labels") { labels in
      labels.field("severity", grafanaText(rule.severity))
      for label in rule.labels { labels.field(label.name, grafanaText(label.value)) }
    }
    // Grafana does not expand `$` in annotations and queries.
    mapping("annotations") { annotations in
      for annotation in rule.annotations { annotations.field(annotation.name, annotation.value) }
    }
    list("data") { data in
      data.mapping { $0.writeQuery(rule) }
      data.mapping { node in
        node.writeExpression("B", "reduce") { model in
          model.field("expression", "A")
          model.field("reducer", "last")
          model.mapping("settings") { $0.field("mode", "dropNN") }
        }
      }
      data.mapping { node in
        node.writeExpression("C", "threshold") { model in
          model.field("expression", "B")
          model.list("conditions") { list in
            list.mapping { condition in
              condition.mapping("evaluator") { $0.write(rule.test) }
              if let recovery = rule.recovery {
                condition.mapping("unloadEvaluator") { $0.write(recovery) }
              }
            }
          }
        }
      }
    }
  }

  private mutating func writeQuery(_ rule: PVRule) {
    field("refId", "A")
    field("datasourceUid", rule.datasource)
    mapping("relativeTimeRange") { range in
      range.field("from", 600)
      range.field("to", 0)
    }
    mapping("model") { model in
      model.field("refId", "A")
      // Grafana adds these two where they are missing, and then compares.
      model.field("intervalMs", 1000)
      model.field("maxDataPoints", 43200)
      guard case .mapping(let fields) = rule.query else { return }
      for field in fields { model.tree(field.key, field.value) }
    }
  }

  private mutating func writeExpression(
    _ name: String, _ type: String, _ body: (inout YAMLMapping) -> Void
  ) {
    field("refId", name)
    field("datasourceUid", "__expr__")
    mapping("model") { model in
      model.field("refId", name)
      model.field("type", type)
      model.mapping("datasource") { datasource in
        datasource.field("type", "__expr__")
        datasource.field("uid", "__expr__")
      }
      body(&model)
    }
  }

  private mutating func write(_ test: PVLimit.Test) {
    let (type, limits) = test.evaluator
    field("type", type)
    list("params") { params in
      for limit in limits { params.item(limit) }
    }
  }
}

extension PVLimit.Test {
  /// How Grafana's threshold expression says it.
  fileprivate var evaluator: (type: String, limits: [Double]) {
    switch self {
    case .above(let limit): ("gt", [limit])
    case .atLeast(let limit): ("gte", [limit])
    case .below(let limit): ("lt", [limit])
    case .atMost(let limit): ("lte", [limit])
    case .equal(let limit): ("eq", [limit])
    case .notEqual(let limit): ("ne", [limit])
    case .outside(let low, let high): ("outside_range", [low, high])
    case .inside(let low, let high): ("within_range_included", [low, high])
    }
  }
}

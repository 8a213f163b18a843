internal import Dialects
internal import Documents
internal import OrderedTree
internal import StackModel

/// Rules that Grafana evaluates, one rule for all series of its query.
func alertRuleFile(_ groups: [RuleGroup], folder: String) -> [UInt8] {
  alertingDocument { document in
    document.list("groups") { list in
      for group in groups {
        list.mapping { entry in
          entry.field("orgId", 1)
          entry.field("name", grafanaText(group.name))
          entry.field("folder", grafanaText(folder))
          entry.field("interval", (group.interval ?? .minutes(1)).description)
          entry.list("rules") { rules in
            for case .alert(let rule) in group.rules { rules.mapping { $0.write(rule) } }
          }
        }
      }
    }
  }
}

extension YAMLMapping {
  fileprivate mutating func write(_ rule: AlertRule) {
    field("uid", alertUID(rule.identity))
    field("title", grafanaText(rule.name))
    field("condition", "B")
    field("for", optional: rule.pending?.description)
    field("keepFiringFor", optional: rule.keepFiring?.description)
    // No series means nothing to tell, as in Prometheus; a query that fails is told.
    field("noDataState", "OK")
    field("execErrState", "Error")
    mapping("labels") { labels in
      for label in [("severity", rule.severity)] + rule.labels {
        labels.field(label.0, grafanaText(valuesOfQuery(label.1)))
      }
    }
    // Grafana does not expand `$` in annotations and queries.
    if !rule.annotations.isEmpty {
      mapping("annotations") { annotations in
        for annotation in rule.annotations {
          annotations.field(annotation.name, valuesOfQuery(annotation.value))
        }
      }
    }
    list("data") { data in
      data.mapping { $0.writeQuery(rule) }
      data.mapping { $0.writeCondition(rule.limit) }
    }
  }

  private mutating func writeQuery(_ rule: AlertRule) {
    field("refId", "A")
    field("datasourceUid", "prometheus")
    mapping("relativeTimeRange") { range in
      range.field("from", 300)
      range.field("to", 0)
    }
    mapping("model") { model in
      model.field("refId", "A")
      model.field("expr", rule.limit?.measured ?? rule.expression)
      model.field("instant", true)
      model.field("range", false)
    }
  }

  private mutating func writeCondition(_ limit: AlertLimit?) {
    field("refId", "B")
    field("datasourceUid", "__expr__")
    mapping("model") { model in
      model.field("refId", "B")
      model.mapping("datasource") { datasource in
        datasource.field("type", "__expr__")
        datasource.field("uid", "__expr__")
      }
      guard let limit else {
        // The query is the whole condition: whatever series it gives is firing.
        model.field("type", "math")
        model.field("expression", "is_number($A) || is_nan($A) || is_inf($A)")
        return
      }
      model.field("type", "threshold")
      model.field("expression", "A")
      model.list("conditions") { list in
        list.mapping { condition in
          condition.mapping("evaluator") { $0.write(limit.test) }
          if let recovery = limit.recovery {
            condition.mapping("unloadEvaluator") { $0.write(recovery) }
          }
        }
      }
    }
  }

  private mutating func write(_ test: AlertLimit.Test) {
    let (type, limits) = test.evaluator
    field("type", type)
    list("params") { params in
      for limit in limits { params.item(Double(limit) ?? 0) }
    }
  }
}

extension AlertLimit.Test {
  /// How Grafana's threshold expression says it.
  fileprivate var evaluator: (type: String, limits: [String]) {
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

/// Prometheus' `$value` is a number; Grafana's is a sentence on all values, and the number of
/// the query has a name of its own.
private func valuesOfQuery(_ template: String) -> String {
  guard template.utf8.contains(UInt8(ascii: "$")) else { return template }
  let bytes = Array(template.utf8)
  let name = Array("$value".utf8)
  var result: [UInt8] = []
  var isInside = false
  var index = 0
  while index < bytes.count {
    let rest = bytes[index...]
    if rest.starts(with: "{{".utf8) { isInside = true }
    if rest.starts(with: "}}".utf8) { isInside = false }
    let next = index + name.count < bytes.count ? bytes[index + name.count] : 0
    if isInside, rest.starts(with: name), !isWord(next) {
      result += Array("$values.A.Value".utf8)
      index += name.count
    } else {
      result.append(bytes[index])
      index += 1
    }
  }
  return String(decoding: result, as: UTF8.self)
}

private func isWord(_ byte: UInt8) -> Bool {
  (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5F
}

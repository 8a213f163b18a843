import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// Events that are drawn over the panels of a dashboard.
struct AnnotationSpec: SpecRecord {
  static let name = "annotation"
  static let summary = "Events that are drawn over the panels."
  static var shortForm: Shape? { .either([.choice(["alerts", "deploys"]), Expression.shape]) }

  var expression: Expression?
  var tags: [String] = []
  var matchesAny: Bool?
  var limit: Int?
  var datasource: Located<String>?
  var isEnabled = true
  var isHidden = false
  var color = ColorName("blue")
  var title: String?
  var text: String?
  var tagKeys: String?
  var step: String?
  var valueIsTime: Bool?
  var panels: [String] = []
  var excludes: Bool?
  var patch = Raw.nothing

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("expr", &expression, "Expression that has a value while the event lasts.")
    key("tags", &tags, "Tags of events written into Grafana, by people or by a deployment.")
    key("matchAny", &matchesAny, "Whether one of the tags is enough.")
    key("limit", &limit, "Most events.")
    key("datasource", &datasource, "Datasource by its name in the spec.")
    key("enable", &isEnabled, "Whether they show at first.")
    key("hide", &isHidden, "Whether there is no switch for them.")
    key("iconColor", &color, "Their colour.")
    key("titleFormat", &title, "Title of an event; `{{label}}` stands for a label.")
    key("textFormat", &text, "Text of an event.")
    key("tagKeys", &tagKeys, "Labels shown as tags, with commas between.")
    key("step", &step, "Step between values.")
    key("useValueForTime", &valueIsTime, "The value is the time of the event in milliseconds.")
    key("panels", &panels, KeyRule.own, "Panels they are drawn over; all when left out.")
    key("exclude", &excludes, KeyRule.own, "Draws over all panels but those.")
    key("patch", &patch, KeyRule.own, "Any keys of it in Grafana's form.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> AnnotationSpec? {
    var annotation = AnnotationSpec()
    switch node.scalar?.text {
    case "alerts":
      annotation.expression = Expression(text: "ALERTS{alertstate=\"firing\"}", node: node)
      annotation.title = "{{alertname}}"
      annotation.text = "{{instance}}"
      annotation.tagKeys = "severity"
      annotation.color = ColorName("red")
    case "deploys":
      annotation.tags = ["deploy"]
    default:
      guard let expression = Expression.read(node, reading) else { return nil }
      annotation.expression = expression
    }
    return annotation
  }

  /// Grafana's form; `ids` are those of `panels`.
  func tree(name: String, _ datasource: DatasourceReference, ids: [Int]) -> Tree {
    var fields: [(key: String, value: Tree)] = [
      ("name", .text(name)), ("datasource", datasource.tree), ("enable", .bool(isEnabled)),
    ]
    if isHidden { fields.append(("hide", .bool(true))) }
    fields.append(("iconColor", .text(color.text)))
    if let expression {
      fields.append(("expr", .text(expression.text)))
    } else if !tags.isEmpty {
      fields.append(("type", .text("tags")))
      fields.append(
        (
          "target",
          .mapping([
            ("type", .text("tags")), ("tags", .list(tags.map { .text($0) })),
            ("limit", .int(limit ?? 100)), ("matchAny", .bool(matchesAny ?? false)),
          ])
        ))
    }
    let texts = [
      ("titleFormat", title), ("textFormat", text), ("tagKeys", tagKeys), ("step", step),
    ]
    for case (let key, let text?) in texts { fields.append((key, .text(text))) }
    if let valueIsTime { fields.append(("useValueForTime", .bool(valueIsTime))) }
    if !ids.isEmpty {
      fields.append(
        (
          "filter",
          .mapping([("exclude", .bool(excludes ?? false)), ("ids", .list(ids.map { .int($0) }))])
        ))
    }
    var tree = Tree.mapping(fields)
    if !patch.node.isNull { tree.merge(Tree(patch.node)) }
    return tree
  }

  /// What Grafana adds by itself when it is not there.
  static let builtIn = Tree.mapping([
    ("builtIn", .int(1)), ("datasource", DatasourceReference.grafana.tree),
    ("enable", .bool(true)), ("hide", .bool(true)),
    ("iconColor", .text("rgba(0, 211, 255, 1)")), ("name", .text("Annotations & Alerts")),
    ("type", .text("dashboard")),
  ])
}

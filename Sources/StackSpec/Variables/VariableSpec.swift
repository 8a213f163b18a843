import Diagnostics
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// A variable of a dashboard, of any kind.
struct VariableSpec: SpecValue {
  var type: String
  var common: VariableCommon
  var kind: any VariableKind
  var node: Node

  init<Kind: VariableKind>(_ kind: Kind, common: VariableCommon = VariableCommon(), node: Node) {
    type = Kind.type
    self.common = common
    self.kind = kind
    self.node = node
  }

  static var shape: Shape {
    .either(
      [.text(.plain), .list(.text(.plain))] + variableKinds.map { .record($0.record) })
  }

  func tree(_ writing: inout Writing) -> Tree? { nil }

  /// A text asks a datasource, a list is the values; a mapping says its type or shows it.
  static func read(_ node: Node, _ reading: Reading) -> VariableSpec? {
    if node.items != nil {
      return [String].read(node, reading).map {
        VariableSpec(CustomVariable(values: $0), node: node)
      }
    }
    if let scalar = node.scalar, !scalar.isNull {
      return VariableSpec(QueryVariable(text: scalar.text, at: node), node: node)
    }
    guard node.entries != nil else {
      reading.wrongType(node, expected: shape)
      return nil
    }
    guard let written = node["type"] else {
      if node.hasKey(like: "values") { return CustomVariable.variable(node, reading) }
      return QueryVariable.variable(node, reading)
    }
    let types = variableKinds.map(\.type)
    guard let kind = variableKinds.first(where: { $0.type == written.scalar?.text }) else {
      if let word = written.scalar?.text {
        reading.unknownWord(word, written, candidates: types)
      } else {
        reading.wrongType(written, expected: .choice(types))
      }
      return nil
    }
    return kind.variable(node, reading)
  }
}

/// A kind of variable.
protocol VariableKind: SpecRecord {
  static var type: String { get }
  /// Types of datasources it may ask; none when it asks nobody.
  var datasource: Located<String>? { get }
  var asksDatasource: Bool { get }
  /// The texts in which other variables may stand.
  var texts: [QueryText] { get }
  /// Whether several values may be chosen at once.
  var isMultiple: Bool { get }
  /// The keys of Grafana's form beside the common ones.
  func fields(_ datasource: DatasourceReference?) -> [(key: String, value: Tree)]
}

let variableKinds: [VariableKindEntry] = [
  VariableKindEntry(QueryVariable.self), VariableKindEntry(CustomVariable.self),
  VariableKindEntry(ConstantVariable.self), VariableKindEntry(TextboxVariable.self),
  VariableKindEntry(IntervalVariable.self), VariableKindEntry(DatasourceVariable.self),
  VariableKindEntry(AdhocVariable.self), VariableKindEntry(GroupByVariable.self),
]

/// A kind of variable in the list of kinds.
struct VariableKindEntry: Sendable {
  var type: String
  var record: RecordShape
  fileprivate var variable: @Sendable (Node, Reading) -> VariableSpec?
  var asksDatasource: Bool
  /// Turns what an export says of such a variable into keys of the spec.
  var importKeys: @Sendable (inout ImportedKeys) -> Void

  init<Kind: VariableKind>(_ kind: Kind.Type) {
    type = Kind.type
    record = VariableRecord<Kind>.recordShape
    variable = { Kind.variable($0, $1) }
    asksDatasource = Kind().asksDatasource
    importKeys = { keys in
      var variable = Kind()
      variable.visitKeys(&keys)
    }
  }
}

extension VariableKind {
  var datasource: Located<String>? { nil }
  var asksDatasource: Bool { false }
  var texts: [QueryText] { [] }
  var isMultiple: Bool { false }

  fileprivate static func variable(_ node: Node, _ reading: Reading) -> VariableSpec? {
    VariableRecord<Self>.read(node, reading).map {
      VariableSpec($0.kind, common: $0.common, node: node)
    }
  }
}

/// What variables of all kinds have.
struct VariableCommon: SpecRecord {
  static let name = "variable"
  static let summary = "What variables of all kinds have."

  var type: String?
  var label: String?
  var description: String?
  var hide = Hide.no
  var leavesURL: Bool?
  var patch = Raw.nothing

  enum Hide: String, NumberedChoice {
    case no, label, variable, controls

    var number: Int {
      switch self {
      case .no: 0
      case .label: 1
      case .variable: 2
      case .controls: 3
      }
    }
  }

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("type", &type, "Kind of variable: query when left out, custom where there are values.")
    key("label", &label, "Name for people.")
    key("description", &description, "More words, shown on request.")
    key("hide", &hide, "What is not shown: its label, or all of it.")
    key("skipUrlSync", &leavesURL, "Not part of the address of the dashboard.")
    key("patch", &patch, KeyRule.own, "Any keys of it in Grafana's form.")
  }
}

private struct VariableRecord<Kind: VariableKind>: SpecRecord {
  static var name: String { "\(Kind.type) variable" }
  static var summary: String { Kind.summary }

  var common = VariableCommon()
  var kind = Kind()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    common.visitKeys(&key)
    kind.visitKeys(&key)
  }
}

extension VariableSpec {
  /// The variable in Grafana's form.
  func tree(name: String, _ datasource: DatasourceReference?) -> Tree {
    var fields: [(key: String, value: Tree)] = [
      ("type", .text(type)), ("name", .text(name)),
    ]
    if let label = common.label { fields.append(("label", .text(label))) }
    if let text = common.description { fields.append(("description", .text(text))) }
    let own = kind.fields(datasource)
    if common.hide != .no, !own.contains(where: { $0.key == "hide" }) {
      fields.append(("hide", .int(common.hide.number)))
    }
    if let leaves = common.leavesURL, !own.contains(where: { $0.key == "skipUrlSync" }) {
      fields.append(("skipUrlSync", .bool(leaves)))
    }
    var tree = Tree.mapping(fields + own)
    if !common.patch.node.isNull { tree.merge(Tree(common.patch.node)) }
    return tree
  }
}

extension DatasourceReference {
  var tree: Tree { .mapping([("type", .text(type)), ("uid", .text(uid))]) }
}

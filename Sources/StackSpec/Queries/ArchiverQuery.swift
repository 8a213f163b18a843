import OrderedTree
import SpecLanguage
import YAMLTree

/// A query of the plugin for the EPICS Archiver Appliance.
struct ArchiverQuery: QueryKind {
  static let name = "archiver query"
  static let summary = "Archived values of process variables."
  static let types = ["sasaki77-archiverappliance-datasource"]

  var target = Expression(text: "", node: .nothing)
  var isRegex = false
  var operation: Operation?
  var alias: String?
  var aliasPattern: String?
  var isLive: Bool?
  var streams: Bool?
  var streamInterval: String?
  var streamCapacity: String?
  var functions: [Function] = []

  enum Operation: String, Choice {
    case firstSample, lastSample, firstFill, lastFill, mean, min, max, count, ncount, nth, median
    case std, jitter, ignoreflyers, flyers, variance, popvariance, kurtosis, skewness, raw, last
  }

  init() {}

  init(text: String, at node: Node) { target = Expression(text: text, node: node) }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("target", &target, .required, "A PV, several as `(A|B)`, or a regular expression.")
    key("regex", &isRegex, "Whether it is a regular expression.")
    key("operator", &operation, "What becomes of the values of one step.")
    key("alias", &alias, "Name of the series.")
    key("aliasPattern", &aliasPattern, "Regular expression that cuts PV names for it.")
    key("live", &isLive, "Keeps the values up to date.")
    key("stream", &streams, "Streams values.")
    key("strmInt", &streamInterval, "Interval of the stream.")
    key("strmCap", &streamCapacity, "Most values of the stream.")
    key("functions", &functions, "Functions over the values: `{scale: 1000}`.")
  }

  mutating func complete(for use: QueryUse) {
    alias = alias ?? use.legend
    if operation == nil, use.style != .range { operation = .last }
  }

  func tree(_ writing: inout Writing) -> Tree? {
    var copy = self
    var keys = WrittenTree(writing: writing)
    copy.visitKeys(&keys)
    if functions.isEmpty { keys.entries.append(("functions", .list([]))) }
    return .mapping(keys.entries)
  }

  var texts: [QueryText] { [QueryText(target, .other)] }

  /// `{scale: 1000}`, or Grafana's own form with `def` and `params`.
  struct Function: SpecValue {
    var node: Node

    static var shape: Shape { .either([.map(keys: "functions", .anything), .text(.plain)]) }

    static func read(_ node: Node, _ reading: Reading) -> Function? {
      if node["def"] != nil { return Function(node: node) }
      let name = node.scalar?.text ?? node.entries?.first?.key.name ?? ""
      guard functionCategories[name] != nil, node.entries.map({ $0.count == 1 }) ?? true else {
        reading.unknownWord(name, node, candidates: functionCategories.keys.sorted())
        return nil
      }
      return Function(node: node)
    }

    func tree(_ writing: inout Writing) -> Tree? {
      if node["def"] != nil { return Tree(node) }
      let entry = node.entries?.first
      let name = entry?.key.name ?? node.scalar?.text ?? ""
      let values = entry.map { $0.value.items ?? [$0.value] } ?? []
      let params = values.map { Tree.text($0.scalar?.text ?? "") }
      let names = functionCategories[name]?.params ?? []
      return .mapping([
        ("params", .list(params)),
        (
          "def",
          .mapping([
            ("category", .text(functionCategories[name]?.category ?? "Options")),
            ("name", .text(name)),
            (
              "params",
              .list(
                names.map { .mapping([("name", .text($0)), ("type", .text("string"))]) })
            ),
          ])
        ),
      ])
    }
  }
}

/// Functions of the plugin: where its menu has them, and what they take.
private let functionCategories: [String: (category: String, params: [String])] = {
  var functions: [String: (category: String, params: [String])] = [:]
  let options = [
    "fieldName", "maxNumPVs", "binInterval", "disableAutoRaw", "disableExtrapol", "hideInvalid",
    "arrayFormat", "ignoreEmptyErr", "liveOnly",
  ]
  for name in options { functions[name] = ("Options", ["value"]) }
  for name in ["scale", "offset"] { functions[name] = ("Transform", [name]) }
  for name in ["delta", "fluctuation"] { functions[name] = ("Transform", []) }
  functions["movingAverage"] = ("Transform", ["windowSize"])
  for name in ["Avg", "Max", "Min", "Sum", "Med", "Std"] {
    functions["toScalarBy\(name)"] = ("Array to Scalar", [])
    functions["sortBy\(name)"] = ("Sort", ["order"])
  }
  for name in ["top", "bottom"] { functions[name] = ("Filter Series", ["number", "value"]) }
  functions["exclude"] = ("Filter Series", ["pattern"])
  return functions
}()

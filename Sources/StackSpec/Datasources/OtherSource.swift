import OrderedTree
import SpecLanguage
import YAMLTree

/// A datasource of a type that stackgen does not know: its settings pass through.
struct OtherSource: SpecRecord {
  static let name = "other datasource"
  static let summary = "A datasource of any other type, by Grafana's id, such as `graphite`."

  var common = DatasourceCommon()
  var settings = Raw.nothing
  var secrets = Named<FileSecret>()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    common.visitKeys(&key)
    key("jsonData", &settings, "Its settings in Grafana's form.")
    key("secureJsonData", &secrets, "Its secrets.")
  }

  func check(_ node: Node, _ reading: Reading) { common.check(node, reading) }

  /// Types that are part of Grafana.
  private static let builtIn = [
    "graphite", "opentsdb", "cloudwatch", "stackdriver", "parca", "testdata",
    "grafana-azure-monitor-datasource", "grafana-testdata-datasource",
  ]

  /// Plugins are called so; any other word is a misspelling.
  static func knows(_ type: String) -> Bool {
    builtIn.contains(type) || type.hasSuffix("-datasource")
  }

  func datasource(_ node: Node) -> DatasourceSpec {
    var writing = Writing()
    return DatasourceSpec(
      type: common.type, isPlugin: !Self.builtIn.contains(common.type), common: common,
      settings: settings.node.isNull ? .mapping([]) : Tree(settings.node),
      secrets: secrets.tree(&writing) ?? .mapping([]), mounts: writing.secrets, node: node)
  }
}

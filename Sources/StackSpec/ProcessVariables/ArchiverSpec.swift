import Dialects
import SpecLanguage
import StackModel
import YAMLTree

/// The EPICS Archiver Appliance that archives the process variables.
struct ArchiverSpec: SpecRecord {
  static let name = "archiver"
  static let summary = "The EPICS Archiver Appliance that archives the process variables."

  var url = Located(URLText(""), .nothing)
  var management: Port?
  var retrieval: Port?
  var datasource = ArchiverAccess.infinity
  var pluginZip: URLText?
  var engine = AlertEngine.grafana
  var interval: Located<Duration>?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("url", &url, .required, "Where an existing appliance is reached.")
    key("mgmt", &management, "Port of its management, when it is not that of `url`.")
    key("retrieval", &retrieval, "Port of its data, when it is not that of `url`.")
    key(
      "datasource", &datasource,
      "How Grafana asks it: by the signed Infinity plugin, or by the archiver's own plugin, "
        + "which is unsigned.")
    key("plugin_zip", &pluginZip, "Where Grafana fetches the archiver's own plugin at its start.")
    key("alert_by", &engine, "The program that evaluates limits; a group may choose another.")
    key("alert_every", &interval, "How often limits are evaluated; 1m by itself.")
  }

  func check(_ node: Node, _ reading: Reading) {
    if pluginZip != nil, datasource != .plugin {
      reading.clash(
        "'plugin_zip' is for the archiver's own plugin", node, keys: ["plugin_zip"],
        help: "write 'datasource: plugin' too")
    }
    if let interval,
      interval.value.milliseconds < 10_000
        || interval.value.milliseconds % 10_000 != 0
    {
      reading.invalid(
        "Grafana evaluates every 10s or a multiple of it", interval.node, help: "write 30s or 1m")
    }
  }

  /// The address of one of its web applications.
  func address(of application: String, port: Port?) -> String {
    let url = url.value
    let isStandard = url.authority == url.host && port == nil
    let number = port?.number ?? url.port ?? 80
    var path = url.path
    while path.hasSuffix("/") { path.removeLast() }
    return "\(url.scheme)://\(url.host)\(isStandard ? "" : ":\(number)")\(path)/\(application)"
  }
}

/// How Grafana asks the archiver.
enum ArchiverAccess: String, Choice {
  case infinity, plugin
}

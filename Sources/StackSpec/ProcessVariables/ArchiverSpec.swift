import Diagnostics
import Dialects
import SpecLanguage
import StackModel
import YAMLTree

/// The EPICS Archiver Appliance that archives the process variables.
struct ArchiverSpec: SpecRecord {
  static let name = "archiver"
  static let summary = "The EPICS Archiver Appliance that archives the process variables."

  var url: Located<URLText>?
  var run: Located<ApplianceSpec>?
  var management: Port?
  var retrieval: Port?
  var identity: Identifier?
  var datasource = ArchiverAccess.infinity
  var pluginZip: URLText?
  var engine = AlertEngine.grafana
  var interval: Located<Duration>?
  var sync: ArchiverSyncSpec?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("url", &url, "Where an existing appliance is reached.")
    key("run", &run, "An appliance that the stack runs, in place of an existing one.")
    key("mgmt", &management, "Port of its management, when it is not that of `url`.")
    key("retrieval", &retrieval, "Port of its data, when it is not that of `url`.")
    key(
      "identity", &identity,
      "Name of the appliance in its cluster; its storage is watched under this name.")
    key(
      "datasource", &datasource,
      "How Grafana asks it: by the signed Infinity plugin, or by the archiver's own plugin, "
        + "which is unsigned.")
    key("plugin_zip", &pluginZip, "Where Grafana fetches the archiver's own plugin at its start.")
    key("alert_by", &engine, "The program that evaluates limits; a group may choose another.")
    key("alert_every", &interval, "How often limits are evaluated; 1m by itself.")
    key("sync", &sync, "A container that asks the archiver for what it lacks.")
  }

  func check(_ node: Node, _ reading: Reading) {
    if (url == nil) == (run == nil) {
      reading.clash(
        "an archiver has either a 'url', or 'run' when the stack runs it", node,
        keys: ["url", "run"], help: "write 'url: http://HOST:17665' for an existing appliance")
    }
    if run != nil, management ?? retrieval != nil {
      reading.clash(
        "the ports of an appliance that the stack runs are not yours to choose", node,
        keys: ["run", "mgmt", "retrieval"], help: "leave them out")
    }
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
    guard let url = url?.value else { return "http://\(Appliance.service):8080/\(application)" }
    let isStandard = url.authority == url.host && port == nil
    let number = port?.number ?? url.port ?? 80
    var path = url.path
    while path.hasSuffix("/") { path.removeLast() }
    return "\(url.scheme)://\(url.host)\(isStandard ? "" : ":\(number)")\(path)/\(application)"
  }
}

extension ArchiverSpec {
  /// Where the spec says which archiver it is.
  var range: SourceRange? { url?.range ?? run?.range }
}

/// How Grafana asks the archiver.
enum ArchiverAccess: String, Choice {
  case infinity, plugin
}

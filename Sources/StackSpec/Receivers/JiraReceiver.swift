import Dialects
import OrderedTree
import SpecLanguage
import YAMLTree

/// Issues of Jira.
struct JiraReceiver: ReceiverKind {
  static let name = "Jira receiver"
  static let summary = "Issues of Jira; the login stands in `http_config`."
  static let key = "jira"
  static var since: (major: Int, minor: Int)? { (0, 28) }
  static let needs = [ReceiverNeed(["api_url"], orGlobal: ["jira_api_url"])]
  static let grafana: GrafanaForm? = GrafanaForm(
    type: "jira",
    keys: [
      "api_url": "api_url", "project": "project", "issue_type": "issue_type",
      "summary": "summary", "description": "description", "labels": "labels",
      "priority": "priority", "resolve_transition": "resolve_transition",
      "reopen_transition": "reopen_transition", "reopen_duration": "reopen_duration",
      "wont_fix_resolution": "wont_fix_resolution", "fields": "fields",
      "http_config.basic_auth.username": "user", "http_config.basic_auth.password": "password",
      "http_config.authorization.credentials": "api_token",
    ], globals: ["jira_api_url": "api_url"], required: ["api_url"])

  var sendResolved = true
  var apiURL: URLText?
  var apiType: JiraAPIType?
  var project = MessageText("")
  var issueType = MessageText("")
  var issueSummary = JiraText(.title)
  var description = JiraText(.body)
  var labels: [MessageText] = []
  var priority: MessageText?
  var resolveTransition: String?
  var reopenTransition: String?
  var reopenDuration: Duration?
  var wontFixResolution: String?
  var fields = Named<Raw>()
  var http: ReceiverHTTP?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    visitSendResolved(&key)
    key("api_url", &apiURL, "Address of Jira's API.")
    key("api_type", &apiType, .since(.alertmanager, 0, 29), "Which Jira it is.")
    key("project", &project, .required, "Key of the project.")
    key("issue_type", &issueType, .required, "Type of the issues.")
    key("summary", &issueSummary, "Title of the issue.")
    key("description", &description, "Text of the issue.")
    key("labels", &labels, "Labels of the issue.")
    key("priority", &priority, "Priority of the issue.")
    key("resolve_transition", &resolveTransition, "Transition when the alert ends.")
    key("reopen_transition", &reopenTransition, "Transition when it fires again.")
    key("reopen_duration", &reopenDuration, "How long a closed issue is opened again.")
    key("wont_fix_resolution", &wontFixResolution, "Resolution that is never opened again.")
    key("fields", &fields, "Further fields by name.")
    key("http_config", &http, "How Jira is reached, with its login.")
  }
}

/// Text of an issue, with whether later alerts change it.
struct JiraText: SpecRecord {
  static let name = "Jira text"
  static let summary = "Text of an issue."
  static var shortForm: Shape? { MessageText.shape }

  var template = MessageText("")
  var enableUpdate: Bool?

  init() {}
  init(_ template: MessageText) { self.template = template }

  var specText: String? { template.text }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("template", &template, .required, "The text.")
    key(
      "enable_update", &enableUpdate, .since(.alertmanager, 0, 30),
      "Whether later alerts change it.")
  }

  /// The short form, which older versions know as the only one.
  func tree(_ writing: inout Writing) -> Tree? {
    guard let enableUpdate else { return .text(template.text) }
    return .mapping([
      ("template", .text(template.text)), ("enable_update", .bool(enableUpdate)),
    ])
  }

  static func readShort(_ node: Node, _ reading: Reading) -> JiraText? {
    MessageText.read(node, reading).map { JiraText($0) }
  }
}

enum JiraAPIType: String, Choice {
  case auto, cloud, datacenter
}

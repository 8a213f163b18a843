import Dialects
import SpecLanguage

/// Microsoft Teams through a workflow.
struct TeamsV2Receiver: ReceiverKind {
  static let name = "Teams workflow receiver"
  static let summary = "Microsoft Teams through a workflow."
  static let key = "msteamsv2"
  static var since: (major: Int, minor: Int)? { (0, 28) }
  static let grafana: GrafanaForm? = GrafanaForm(
    type: "teams", keys: ["webhook_url": "url", "title": "title", "text": "message"],
    required: ["url"])

  var sendResolved = true
  var webhookURL: SecretReference?
  var title = MessageText.title
  var text = MessageText.body
  var http: ReceiverHTTP?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    visitSendResolved(&key)
    key(
      "webhook_url", &webhookURL, .required.writtenAs("webhook_url_file"),
      "Address of the workflow, from a secret.")
    key("title", &title, "First line.")
    key("text", &text, "Text of the message.")
    key("http_config", &http, "How Teams is reached.")
  }
}

/// Microsoft Teams through a connector, which Microsoft has withdrawn.
struct TeamsReceiver: ReceiverKind {
  static let name = "Teams connector receiver"
  static let summary = "Microsoft Teams through a connector, withdrawn in favour of `msteamsv2`."
  static let key = "msteams"
  static var since: (major: Int, minor: Int)? { (0, 26) }
  static let grafana: GrafanaForm? = GrafanaForm(
    type: "teams", keys: ["webhook_url": "url", "title": "title", "text": "message"],
    required: ["url"])

  var sendResolved = true
  var webhookURL: SecretReference?
  var title = MessageText.title
  var summaryText: MessageText?
  var text = MessageText.body
  var http: ReceiverHTTP?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    visitSendResolved(&key)
    key(
      "webhook_url", &webhookURL,
      .required.writtenAs("webhook_url_file").since(.alertmanager, 0, 27),
      "Address of the connector, from a secret.")
    key("title", &title, "First line.")
    key("summary", &summaryText, .since(.alertmanager, 0, 27), "Words of the notification.")
    key("text", &text, "Text of the message.")
    key("http_config", &http, "How Teams is reached.")
  }
}

import SpecLanguage
import YAMLTree

/// Opsgenie.
struct OpsgenieReceiver: ReceiverKind {
  static let name = "Opsgenie receiver"
  static let summary = "Opsgenie."
  static let key = "opsgenie"
  static let needs = [ReceiverNeed(["api_key"], orGlobal: ["opsgenie_api_key"])]
  static let grafana: GrafanaForm? = GrafanaForm(
    type: "opsgenie",
    keys: [
      "api_key": "apiKey", "message": "message", "description": "description",
      "responders": "responders",
    ], globals: ["opsgenie_api_key": "apiKey"], required: ["apiKey"])

  var sendResolved = true
  var apiKey: SecretReference?
  var apiURL: URLText?
  var message = MessageText.title
  var description = MessageText.body
  var source: MessageText?
  var details = Named<MessageText>()
  var entity: MessageText?
  var responders: [OpsgenieResponder] = []
  var actions: MessageText?
  var tags: MessageText?
  var note: MessageText?
  var priority: MessageText?
  var updateAlerts: Bool?
  var http: ReceiverHTTP?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    visitSendResolved(&key)
    key("api_key", &apiKey, .writtenAs("api_key_file"), "Key of the API, from a secret.")
    key("api_url", &apiURL, "Address of the service.")
    key("message", &message, "Title of the alert.")
    key("description", &description, "Text of the alert.")
    key("source", &source, "Where it comes from.")
    key("details", &details, "Further values by name.")
    key("entity", &entity, "What it is about.")
    key("responders", &responders, "Who answers it.")
    key("actions", &actions, "Actions, separated by commas.")
    key("tags", &tags, "Tags, separated by commas.")
    key("note", &note, "Additional note.")
    key("priority", &priority, "`P1` to `P5`.")
    key("update_alerts", &updateAlerts, "Whether message and description follow the alerts.")
    key("http_config", &http, "How Opsgenie is reached.")
  }
}

/// Who answers an alert of Opsgenie.
struct OpsgenieResponder: SpecRecord {
  static let name = "Opsgenie responder"
  static let summary = "Who answers an alert of Opsgenie."

  var id: MessageText?
  var responderName: MessageText?
  var username: MessageText?
  var type = OpsgenieResponderType.team

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("id", &id, "Id.")
    key("name", &responderName, "Name.")
    key("username", &username, "Login name of a user.")
    key("type", &type, "What it is.")
  }

  func check(_ node: Node, _ reading: Reading) {
    if id == nil, responderName == nil, username == nil {
      reading.invalid("a responder needs 'id', 'name' or 'username'", node)
    }
  }
}

enum OpsgenieResponderType: String, Choice {
  case team, teams, user, escalation, schedule
}

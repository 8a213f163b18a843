import SpecLanguage

/// VictorOps, now Splunk On-Call.
struct VictorOpsReceiver: ReceiverKind {
  static let name = "VictorOps receiver"
  static let summary = "VictorOps, now Splunk On-Call."
  static let key = "victorops"
  static let needs = [ReceiverNeed(["api_key"], orGlobal: ["victorops_api_key"])]

  var sendResolved = true
  var apiKey: SecretReference?
  var apiURL: URLText?
  var routingKey = MessageText("")
  var messageType: MessageText?
  var entityDisplayName = MessageText.title
  var stateMessage = MessageText.body
  var monitoringTool: MessageText?
  var customFields = Named<MessageText>()
  var http: ReceiverHTTP?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    visitSendResolved(&key)
    key("api_key", &apiKey, .writtenAs("api_key_file"), "Key of the API, from a secret.")
    key("api_url", &apiURL, "Address of the service.")
    key("routing_key", &routingKey, .required, "Key that leads to a team.")
    key("message_type", &messageType, "`CRITICAL`, `WARNING` or `INFO`.")
    key("entity_display_name", &entityDisplayName, "Title of the incident.")
    key("state_message", &stateMessage, "Text of the incident.")
    key("monitoring_tool", &monitoringTool, "Name of the sender.")
    key("custom_fields", &customFields, "Further values by name.")
    key("http_config", &http, "How VictorOps is reached.")
  }
}

import SpecLanguage

/// Webex.
struct WebexReceiver: ReceiverKind {
  static let name = "Webex receiver"
  static let summary = "Webex; the token of the bot stands in `http_config.authorization`."
  static let key = "webex"
  static let needs = [ReceiverNeed(["http_config.authorization"])]
  static let grafana: GrafanaForm? = GrafanaForm(
    type: "webex",
    keys: [
      "room_id": "room_id", "message": "message", "api_url": "api_url",
      "http_config.authorization.credentials": "bot_token",
    ])

  var sendResolved = true
  var roomID = MessageText("")
  var message = MessageText.body
  var apiURL: URLText?
  var http: ReceiverHTTP?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    visitSendResolved(&key)
    key("room_id", &roomID, .required, "Id of the room.")
    key("message", &message, "Text of the message.")
    key("api_url", &apiURL, "Address of the service.")
    key("http_config", &http, .required, "How Webex is reached, with the token of the bot.")
  }
}

import Dialects
import SpecLanguage
import YAMLTree

/// Pushover.
struct PushoverReceiver: ReceiverKind {
  static let name = "Pushover receiver"
  static let summary = "Pushover."
  static let key = "pushover"
  static let grafana: GrafanaForm? = GrafanaForm(
    type: "pushover",
    keys: [
      "user_key": "userKey", "token": "apiToken", "title": "title", "message": "message",
      "device": "device", "sound": "sound",
    ], required: ["userKey", "apiToken"])

  var sendResolved = true
  var userKey: SecretReference?
  var token: SecretReference?
  var title = MessageText.title
  var message = MessageText.body
  var url: MessageText?
  var urlTitle: MessageText?
  var device: MessageText?
  var sound: MessageText?
  var priority: MessageText?
  var retry: Duration?
  var expire: Duration?
  var ttl: Duration?
  var html: Bool?
  var monospace: Bool?
  var http: ReceiverHTTP?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    visitSendResolved(&key)
    key(
      "user_key", &userKey, .required.writtenAs("user_key_file").since(.alertmanager, 0, 26),
      "Key of the user or group, from a secret.")
    key(
      "token", &token, .required.writtenAs("token_file").since(.alertmanager, 0, 26),
      "Token of the application, from a secret.")
    key("title", &title, "First line.")
    key("message", &message, "Text of the message.")
    key("url", &url, "Link below the message.")
    key("url_title", &urlTitle, "Words of the link.")
    key("device", &device, .since(.alertmanager, 0, 26), "Device of the user; all when absent.")
    key("sound", &sound, "Sound that is played.")
    key("priority", &priority, "-2 to 2; emergencies until they are answered.")
    key("retry", &retry, "How often an emergency is repeated.")
    key("expire", &expire, "How long an emergency is repeated.")
    key("ttl", &ttl, .since(.alertmanager, 0, 27), "How long the message is kept.")
    key("html", &html, "Whether the message is HTML.")
    key("monospace", &monospace, .since(.alertmanager, 0, 29), "Whether letters are of one width.")
    key("http_config", &http, "How Pushover is reached.")
  }

  func check(_ node: Node, _ reading: Reading) {
    reading.allowOne(of: ["html", "monospace"], node)
  }
}

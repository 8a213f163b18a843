import Dialects
import SpecLanguage

/// Discord.
struct DiscordReceiver: ReceiverKind {
  static let name = "Discord receiver"
  static let summary = "Discord."
  static let key = "discord"
  static let grafana: GrafanaForm? = GrafanaForm(
    type: "discord",
    keys: [
      "webhook_url": "url", "title": "title", "message": "message", "avatar_url": "avatar_url",
    ], required: ["url"])

  var sendResolved = true
  var webhookURL: SecretReference?
  var title = MessageText.title
  var message = MessageText.body
  var content: MessageText?
  var username: MessageText?
  var avatarURL: MessageText?
  var http: ReceiverHTTP?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    visitSendResolved(&key)
    key(
      "webhook_url", &webhookURL,
      .required.writtenAs("webhook_url_file").since(.alertmanager, 0, 27),
      "Webhook of the channel, from a secret.")
    key("title", &title, "First line.")
    key("message", &message, "Text of the message.")
    key("content", &content, .since(.alertmanager, 0, 28), "Text above the message.")
    key("username", &username, .since(.alertmanager, 0, 28), "Name of the sender.")
    key("avatar_url", &avatarURL, .since(.alertmanager, 0, 28), "Picture of the sender.")
    key("http_config", &http, "How Discord is reached.")
  }
}

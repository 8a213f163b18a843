import SpecLanguage

/// Rocket.Chat.
struct RocketChatReceiver: ReceiverKind {
  static let name = "Rocket.Chat receiver"
  static let summary = "Rocket.Chat."
  static let key = "rocketchat"
  static var since: (major: Int, minor: Int)? { (0, 28) }
  static let needs = [
    ReceiverNeed(["token"], orGlobal: ["rocketchat_token"]),
    ReceiverNeed(["token_id"], orGlobal: ["rocketchat_token_id"]),
  ]

  var sendResolved = true
  var token: SecretReference?
  var tokenID: SecretReference?
  var apiURL: URLText?
  var channel: MessageText?
  var color: MessageText?
  var title = MessageText.title
  var titleLink: MessageText?
  var text = MessageText.body
  var fields: [SlackField] = []
  var shortFields: Bool?
  var emoji: MessageText?
  var iconURL: MessageText?
  var imageURL: MessageText?
  var thumbURL: MessageText?
  var linkNames: Bool?
  var actions: [RocketChatAction] = []
  var http: ReceiverHTTP?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    visitSendResolved(&key)
    key("token", &token, .writtenAs("token_file"), "Token of the sender, from a secret.")
    key("token_id", &tokenID, .writtenAs("token_id_file"), "Id of the token, from a secret.")
    key("api_url", &apiURL, "Address of the server.")
    key("channel", &channel, "Channel or user.")
    key("color", &color, "Colour of the bar beside the message.")
    key("title", &title, "First line.")
    key("title_link", &titleLink, "Where the title leads.")
    key("text", &text, "Text of the message.")
    key("fields", &fields, "Small table below the text.")
    key("short_fields", &shortFields, "Whether fields stand side by side.")
    key("emoji", &emoji, "Emoji as the sender's picture.")
    key("icon_url", &iconURL, "Address of the sender's picture.")
    key("image_url", &imageURL, "Address of a picture below the text.")
    key("thumb_url", &thumbURL, "Address of a small picture beside the text.")
    key("link_names", &linkNames, "Whether names in the text become links.")
    key("actions", &actions, "Buttons.")
    key("http_config", &http, "How the server is reached.")
  }
}

/// A button below a message.
struct RocketChatAction: SpecRecord {
  static let name = "Rocket.Chat action"
  static let summary = "A button below a message."

  var type = "button"
  var text = MessageText("")
  var url: MessageText?
  var message: MessageText?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("type", &type, "Kind of action.")
    key("text", &text, .required, "Words on it.")
    key("url", &url, "Where it leads.")
    key("msg", &message, "Message that it sends.")
  }
}

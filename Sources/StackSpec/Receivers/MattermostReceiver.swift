import Dialects
import SpecLanguage

/// Mattermost.
struct MattermostReceiver: ReceiverKind {
  static let name = "Mattermost receiver"
  static let summary = "Mattermost."
  static let key = "mattermost"
  static var since: (major: Int, minor: Int)? { (0, 30) }
  static let needs = [ReceiverNeed(["webhook_url"], orGlobal: ["mattermost_webhook_url"])]

  var sendResolved = true
  var webhookURL: SecretReference?
  var channel: MessageText?
  var username: MessageText?
  var iconURL: MessageText?
  var iconEmoji: MessageText?
  var text = MessageText.body
  var type: MessageText?
  var props: MattermostProps?
  var priority: MattermostPriority?
  var attachment = MattermostAttachment()
  var http: ReceiverHTTP?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    visitSendResolved(&key)
    key(
      "webhook_url", &webhookURL, .writtenAs("webhook_url_file"),
      "Incoming webhook, from a secret.")
    key("channel", &channel, "Channel or user.")
    key("username", &username, "Name of the sender.")
    key("icon_url", &iconURL, "Address of the sender's picture.")
    key("icon_emoji", &iconEmoji, "Emoji as the sender's picture.")
    key("text", &text, "Text of the message.")
    key("type", &type, "Type of the post.")
    key("props", &props, "Properties of the post.")
    key("priority", &priority, "Priority of the post.")
    attachment.visitKeys(&key)
    key("http_config", &http, "How the server is reached.")
  }
}

/// The coloured box of a message; its keys stand beside the others.
struct MattermostAttachment: Sendable {
  var title: MessageText?
  var titleLink: MessageText?
  var fallback: MessageText?
  var color: MessageText?
  var pretext: MessageText?
  var authorName: MessageText?
  var authorLink: MessageText?
  var authorIcon: MessageText?
  var fields: [SlackField] = []
  var thumbURL: MessageText?
  var imageURL: MessageText?
  var footer: MessageText?
  var footerIcon: MessageText?

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    let rule = KeyRule.since(.alertmanager, 0, 32)
    key("title", &title, rule, "First line.")
    key("title_link", &titleLink, rule, "Where the title leads.")
    key("fallback", &fallback, rule, "Text for clients that show no attachments.")
    key("color", &color, rule, "Colour of the bar beside the message.")
    key("pretext", &pretext, rule, "Text above the message.")
    key("author_name", &authorName, rule, "Name of the author.")
    key("author_link", &authorLink, rule, "Where the author's name leads.")
    key("author_icon", &authorIcon, rule, "Picture of the author.")
    key("fields", &fields, rule, "Small table below the text.")
    key("thumb_url", &thumbURL, rule, "Address of a small picture beside the text.")
    key("image_url", &imageURL, rule, "Address of a picture below the text.")
    key("footer", &footer, rule, "Line below the message.")
    key("footer_icon", &footerIcon, rule, "Picture beside the footer.")
  }
}

/// Properties of a post.
struct MattermostProps: SpecRecord {
  static let name = "Mattermost properties"
  static let summary = "Properties of a post."

  var card: MessageText?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("card", &card, "Text of the card beside the post.")
  }
}

/// Priority of a post.
struct MattermostPriority: SpecRecord {
  static let name = "Mattermost priority"
  static let summary = "Priority of a post."
  static var shortForm: Shape? { MessageText.shape }

  var priority: MessageText?
  var requestedAck: Bool?
  var persistentNotifications: Bool?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("priority", &priority, "`urgent`, `important` or `standard`.")
    key("requested_ack", &requestedAck, "Whether an answer is asked for.")
    key("persistent_notifications", &persistentNotifications, "Whether it is shown until then.")
  }
}

import Dialects
import SpecLanguage
import YAMLTree

/// Slack, through an incoming webhook or the token of an app.
struct SlackReceiver: ReceiverKind {
  static let name = "Slack receiver"
  static let summary = "Slack."
  static let key = "slack"
  static let needs = [
    ReceiverNeed(["api_url", "app_token"], orGlobal: ["slack_api_url", "slack_app_token"])
  ]
  static let grafana: GrafanaForm? = GrafanaForm(
    type: "slack",
    keys: [
      "api_url": "url", "app_token": "token", "channel": "recipient", "username": "username",
      "color": "color", "title": "title", "text": "text", "icon_emoji": "icon_emoji",
      "icon_url": "icon_url",
    ], globals: ["slack_api_url": "url", "slack_app_token": "token"])

  var sendResolved = true
  var webhook: SecretReference?
  var appToken: SecretReference?
  var appURL: URLText?
  var channel: MessageText?
  var username: MessageText?
  var color: MessageText?
  var title = MessageText.title
  var titleLink: MessageText?
  var pretext: MessageText?
  var text = MessageText.body
  var messageText: MessageText?
  var fields: [SlackField] = []
  var shortFields: Bool?
  var footer: MessageText?
  var fallback: MessageText?
  var callbackID: MessageText?
  var iconEmoji: MessageText?
  var iconURL: MessageText?
  var imageURL: MessageText?
  var thumbURL: MessageText?
  var linkNames: Bool?
  var mrkdwnIn: [String] = []
  var actions: [SlackAction] = []
  var updateMessage: Bool?
  var timeout: Duration?
  var http: ReceiverHTTP?

  init() {}

  static let otherWords = ["api_url": "webhook", "url": "webhook", "webhook_url": "webhook"]

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    visitSendResolved(&key)
    key(
      "webhook", &webhook, .writtenAs("api_url_file"),
      "Incoming webhook, from a secret; Alertmanager calls it `api_url`.")
    key(
      "app_token", &appToken, .writtenAs("app_token_file").since(.alertmanager, 0, 30),
      "Token of an app, from a secret, in place of a webhook.")
    key("app_url", &appURL, .since(.alertmanager, 0, 30), "Address that takes the token.")
    key("channel", &channel, "Channel or user; needed with a token.")
    key("username", &username, "Name of the sender.")
    key("color", &color, "Colour of the bar beside the message.")
    key("title", &title, "First line.")
    key("title_link", &titleLink, "Where the title leads.")
    key("pretext", &pretext, "Text above the message.")
    key("text", &text, "Text of the message.")
    key(
      "message_text", &messageText, .since(.alertmanager, 0, 31),
      "Plain message in place of an attachment.")
    visitDetails(&key)
    key("http_config", &http, "How Slack is reached.")
  }

  private mutating func visitDetails(_ key: inout some KeyVisitor) {
    key("fields", &fields, "Small table below the text.")
    key("short_fields", &shortFields, "Whether fields stand side by side.")
    key("footer", &footer, "Line below the message.")
    key("fallback", &fallback, "Text for clients that show no attachments.")
    key("callback_id", &callbackID, "Id for interactive messages.")
    key("icon_emoji", &iconEmoji, "Emoji as the sender's picture.")
    key("icon_url", &iconURL, "Address of the sender's picture.")
    key("image_url", &imageURL, "Address of a picture below the text.")
    key("thumb_url", &thumbURL, "Address of a small picture beside the text.")
    key("link_names", &linkNames, "Whether names in the text become links.")
    key("mrkdwn_in", &mrkdwnIn, "Fields that are read as markup.")
    key("actions", &actions, "Buttons.")
    key(
      "update_message", &updateMessage, .since(.alertmanager, 0, 32),
      "Whether the first message is changed in place of sending more; needs a token.")
    key("timeout", &timeout, .since(.alertmanager, 0, 30), "How long sending may take.")
  }

  func check(_ node: Node, _ reading: Reading) {
    reading.allowOne(of: ["webhook", "app_token"], node)
    if appToken != nil, channel == nil {
      reading.clash(
        "a token needs the 'channel' it writes to", node, keys: ["app_token"],
        help: "write channel: \"#alerts\"")
    }
    if appToken != nil, http?.authorization != nil {
      reading.allowOne(of: ["app_token", "http_config"], node)
    }
  }
}

/// An entry of the small table below a message.
struct SlackField: SpecRecord {
  static let name = "message field"
  static let summary = "An entry of the small table below a message."

  var title = MessageText("")
  var value = MessageText("")
  var short: Bool?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("title", &title, .required, "Its name.")
    key("value", &value, .required, "Its value.")
    key("short", &short, "Whether it shares its line.")
  }
}

/// A button below a message.
struct SlackAction: SpecRecord {
  static let name = "Slack action"
  static let summary = "A button below a message."

  var type = "button"
  var text = MessageText("")
  var url: MessageText?
  var actionName: MessageText?
  var value: MessageText?
  var style: MessageText?
  var confirm: SlackConfirmation?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("type", &type, "Kind of action.")
    key("text", &text, .required, "Words on it.")
    key("url", &url, "Where it leads.")
    key("name", &actionName, "Name of an interactive action.")
    key("value", &value, "Value of an interactive action.")
    key("style", &style, "`primary` or `danger`.")
    key("confirm", &confirm, "Question that is asked first.")
  }

  func check(_ node: Node, _ reading: Reading) {
    if url == nil, actionName == nil {
      reading.invalid("a button needs 'url' or 'name'", node, help: "write where it leads: url")
    }
  }
}

/// A question before an action.
struct SlackConfirmation: SpecRecord {
  static let name = "Slack confirmation"
  static let summary = "A question before an action."

  var text = MessageText("")
  var title: MessageText?
  var okText: MessageText?
  var dismissText: MessageText?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("text", &text, .required, "The question.")
    key("title", &title, "Title above it.")
    key("ok_text", &okText, "Words of the answer yes.")
    key("dismiss_text", &dismissText, "Words of the answer no.")
  }
}

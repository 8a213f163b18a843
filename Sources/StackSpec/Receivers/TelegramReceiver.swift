import Dialects
import OrderedTree
import SpecLanguage
import YAMLTree

/// Telegram.
struct TelegramReceiver: ReceiverKind {
  static let name = "Telegram receiver"
  static let summary = "Telegram."
  static let key = "telegram"
  static let needs = [ReceiverNeed(["bot_token"], orGlobal: ["telegram_bot_token"])]
  static let grafana: GrafanaForm? = GrafanaForm(
    type: "telegram",
    keys: [
      "bot_token": "bottoken", "chat_id": "chatid", "message_thread_id": "message_thread_id",
      "message": "message", "parse_mode": "parse_mode",
      "disable_notifications": "disable_notifications",
    ], globals: ["telegram_bot_token": "bottoken"], required: ["bottoken", "chatid"],
    texts: ["chatid", "message_thread_id"])

  var sendResolved = true
  var botToken: SecretReference?
  var chatID: SecretOr<ChatID> = .plain(ChatID(number: 0))
  var message = MessageText.body
  var parseMode: TelegramParseMode?
  var disableNotifications: Bool?
  var messageThreadID: Int?
  var apiURL: URLText?
  var http: ReceiverHTTP?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    visitSendResolved(&key)
    key(
      "bot_token", &botToken, .writtenAs("bot_token_file").since(.alertmanager, 0, 26),
      "Token of the bot, from a secret.")
    var chat = KeyRule.secretAs("chat_id_file", since: .alertmanager, 0, 31)
    chat.isRequired = true
    key("chat_id", &chatID, chat, "Number of the chat; groups have negative ones.")
    key("message", &message, "Text of the message.")
    key("parse_mode", &parseMode, "How the text is read.")
    key("disable_notifications", &disableNotifications, "Whether messages make no sound.")
    key(
      "message_thread_id", &messageThreadID, .since(.alertmanager, 0, 28), "Topic of a group.")
    key("api_url", &apiURL, "Address of the service.")
    key("http_config", &http, "How Telegram is reached.")
  }
}

/// The number of a chat.
struct ChatID: SpecValue {
  var number: Int

  static var shape: Shape { .integer(Int.min...Int.max) }

  func tree(_ writing: inout Writing) -> Tree? { .int(number) }

  static func read(_ node: Node, _ reading: Reading) -> ChatID? {
    reading.integer(node, in: Int.min...Int.max).map { ChatID(number: $0) }
  }
}

enum TelegramParseMode: String, Choice {
  case html = "HTML"
  case markdown = "Markdown"
  case markdownV2 = "MarkdownV2"
}
